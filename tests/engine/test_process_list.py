"""The engine's list of a container's processes."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from grader.engine.client import Connection
from grader.engine.process_list import processes
from grader.evidence import Process


def _listed(*rows: list[str], security: tuple[str, ...] = ()) -> tuple[Process, ...]:
    api = SimpleNamespace(
        info=lambda: {"SecurityOptions": list(security)},
        top=lambda _container, ps_args: {"Processes": list(rows) if "suid" in ps_args else []},
    )
    return processes(Connection(cast("Any", api), {}, {}, None), "c1")


def test_rows() -> None:
    """Numbers, users and command lines."""
    assert _listed(["7", "1", "1000", "1000", "1000", "python app.py"]) == (
        Process(1000, "python app.py", 7, 1),
    )


@pytest.mark.parametrize("users", [["0", "0", "0"], ["1000", "0", "1000"], ["1000", "1000", "0"]])
def test_a_way_back_to_root(users: list[str]) -> None:
    """Whose real or saved user is root can be root again."""
    assert _listed(["7", "1", *users, "x"])[0].user == 0


@pytest.mark.parametrize("option", ["name=rootless", "name=userns"])
def test_mapped_numbers(option: str) -> None:
    """They would tell another user than the container's."""
    row = ["7", "1", "0", "0", "0", "x"]
    assert _listed(row, security=(option,)) == (Process(None, "x", 7, 1),)
