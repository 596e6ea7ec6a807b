"""What is removed, and what belongs to a run that still lives."""

import os
import socket
from types import SimpleNamespace
from typing import Any, cast

import pytest
from docker.errors import APIError, NotFound

from grader.engine.client import Connection
from grader.engine.model import Removed
from grader.engine.ownership import OWNER_LABEL, RUN_LABEL, Run
from grader.engine.removal import remove_labelled, remove_named
from grader.errors import EngineFailureError


def _owned(name: str, process: object, host: str = socket.gethostname()) -> dict[str, Any]:
    return {"Id": name, "Labels": {OWNER_LABEL: f"{host}:{process}"}}


THINGS = [_owned("mine", os.getpid()), _owned("dead", 2**30), _owned("elsewhere", os.getpid(), "other")]


def _remove(*, everything: bool = False, error: Exception | None = None) -> tuple[Removed, list[str]]:
    gone: list[str] = []

    def remove(name: str, **_options: bool) -> None:
        gone.append(name)
        if error:
            raise error

    api = SimpleNamespace(
        containers=lambda **_options: THINGS,
        images=lambda **_options: THINGS[:2],
        remove_container=remove,
        remove_image=remove,
    )
    connection = Connection(cast("Any", api), {}, {}, None)
    return remove_labelled(connection, RUN_LABEL, everything=everything), gone


def test_what_is_left_behind() -> None:
    """A run that lives on this machine keeps its things, unless everything is to go."""
    assert _remove() == (Removed(2, 1), ["dead", "elsewhere", "dead"])
    assert _remove(everything=True)[0] == Removed(3, 2)


def _answered(status: int) -> APIError:
    return APIError("x", cast("Any", SimpleNamespace(status_code=status, reason="x", url="u")))


@pytest.mark.parametrize("error", [NotFound("gone"), _answered(409)])
def test_what_goes_by_itself(error: Exception) -> None:
    """It is as good as removed."""
    assert _remove(error=error)[0] == Removed(2, 1)


def test_what_cannot_be_removed() -> None:
    """That is the engine's failure."""
    with pytest.raises(EngineFailureError, match="cleaning up"):
        _remove(error=_answered(500))


def test_names_without_a_label() -> None:
    """An image that is handed out has no label, so its name tells whose it is."""
    names = [Run().new_tag(), "grader-run:abc-00000000-1-1", "grader-run:odd"]
    gone: list[str] = []
    api = SimpleNamespace(
        images=lambda **_options: [{"RepoTags": names}, {"RepoTags": None}],
        remove_image=lambda name, **_options: gone.append(name),
    )
    connection = Connection(cast("Any", api), {}, {}, None)
    assert (remove_named(connection, everything=False), gone) == (2, names[1:])
    assert remove_named(connection, everything=True) == 3
