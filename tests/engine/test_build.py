"""Building with a program in the place of buildx."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from grader.dockerfile import read_dockerfile
from grader.engine import buildkit
from grader.engine.build import build_image
from grader.engine.buildkit import BuildKit
from grader.engine.client import Connection
from grader.engine.model import BuildFailure, BuildOrder, Image
from grader.engine.ownership import Run

TEXT = b"FROM a\n"
GAVE_UP = "failed to get edge: inconsistent graph state"
IN_A_COMMAND = f'process "/bin/sh -c {GAVE_UP}" did not complete successfully: exit code: 1'

Build = Callable[[str], Image | BuildFailure]


class Api:
    """An engine that answers and has whatever is built."""

    def ping(self) -> bool:
        """It is there."""
        return True

    def inspect_image(self, _reference: str) -> dict[str, Any]:
        """It is there, too."""
        return {"Id": "sha256:built"}


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Builds with a program whose first and second call are lines of shell; each call leaves a letter."""
    monkeypatch.setattr(buildkit, "PLUGIN_FOLDERS", (tmp_path,))
    order = BuildOrder(context=tmp_path, text=TEXT, dockerfile=read_dockerfile(TEXT), tag="made:1")
    connection = Connection(cast("Any", Api()), {}, {}, None)

    def run(calls: str) -> Image | BuildFailure:
        program = tmp_path / "docker-buildx"
        program.write_text(
            f"#!/bin/sh\nprintf x >> {tmp_path}/calls\ncase $(cat {tmp_path}/calls) in\n{calls}esac\n"
        )
        program.chmod(0o755)
        return build_image(connection, BuildKit(plugin=True), order, Run(), lambda _line: None)

    return run


def fails(error: str) -> str:
    """A line of shell that ends as BuildKit does."""
    return f"printf '%s\\n' 'ERROR: failed to solve: {error}'; exit 1"


def test_a_builder_that_gave_up_is_asked_again(build: Build, tmp_path: Path) -> None:
    """The second build counts."""
    assert isinstance(build(f"x) {fails(GAVE_UP)} ;;\n"), Image)
    assert (tmp_path / "calls").read_text() == "xx"


def test_a_builder_that_gives_up_again(build: Build, tmp_path: Path) -> None:
    """It is the machine's fault, and not asked a third time."""
    failure = build(f"*) {fails(GAVE_UP)} ;;\n")
    assert isinstance(failure, BuildFailure)
    assert (failure.fault, failure.reason) == ("machine", GAVE_UP)
    assert (tmp_path / "calls").read_text() == "xx"


def test_a_command_that_fails_is_not_tried_again(build: Build, tmp_path: Path) -> None:
    """Not even where it has the builder's words in it."""
    failure = build(f"*) {fails(IN_A_COMMAND)} ;;\n")
    assert isinstance(failure, BuildFailure)
    assert failure.fault == "learner"
    assert (tmp_path / "calls").read_text() == "x"
