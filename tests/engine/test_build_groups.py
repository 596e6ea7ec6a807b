"""Who holds which control group, and what is kept of it."""

import socket
from pathlib import Path

import pytest

from grader.engine import build_groups
from grader.engine.build_groups import BuildGroup, forgotten, hold, idle, is_alone, overwritten


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for what is kept, and two CPUs."""
    monkeypatch.setattr(build_groups, "GROUPS", 2)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path


def _held(host: str = "a") -> BuildGroup:
    group = hold({"DOCKER_HOST": host})
    assert group is not None
    return group


def test_what_is_kept() -> None:
    """The next run that holds it knows what the last one knew."""
    first = _held()
    assert (first.container, first.parent, first.used) == ("", None, 0)
    first.container, first.parent, first.limits, first.used = "c1", "/docker/c1", (1, 2, 3.5), 7
    first.keep()
    first.release()
    again = _held()
    assert (again.container, again.parent, again.limits, again.used) == ("c1", "/docker/c1", (1, 2, 3.5), 7)


def test_one_run_at_a_time() -> None:
    """Two runs hold different groups; an engine's groups are its own."""
    first, other, elsewhere = _held(), _held(), _held("b")
    for number, group in enumerate((first, other, elsewhere)):
        group.container = str(number)
        group.keep()
        group.release()
    again = [_held(), _held(), _held("b")]
    assert [group.container for group in again] == ["0", "1", "2"]


@pytest.mark.parametrize("text", ["", "no JSON", "{}", '{"container": 1, "limits": [], "used": 1}'])
def test_what_cannot_be_read(state: Path, text: str) -> None:
    """It is as good as never made."""
    _held().release()
    (lock,) = (state / "challenge-grader").iterdir()
    lock.with_suffix(".json").write_text(text)
    assert (_held().container, _held().parent) == ("", None)


def test_no_folder(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be kept, none is held."""
    (state / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(state / "file"))
    assert hold({}) is None


def test_who_is_alone() -> None:
    """A group that somebody else holds tells of another run at work."""
    endpoint = {"DOCKER_HOST": "a"}
    first, other = _held(), _held()
    assert not is_alone(endpoint, first)
    other.release()
    assert is_alone(endpoint, first)


def test_what_is_idle() -> None:
    """The containers of groups that no run holds; other users' are in other folders."""
    endpoint = {"DOCKER_HOST": "a"}
    group = _held()
    group.container = "c1"
    group.keep()
    assert idle(endpoint) == []
    group.release()
    assert idle(endpoint) == ["c1"]


def test_more_runs_than_groups() -> None:
    """They share one, whose layers they find; they are at work like all others."""
    first, second = _held(), _held()
    first.container = "c1"
    first.keep()
    third = _held()
    assert (first.shared, second.shared, third.shared, third.container) == (False, False, True, "c1")
    second.release()
    assert not is_alone({"DOCKER_HOST": "a"}, first)


@pytest.mark.parametrize("keeper", ["", "another-machine:/gone", f"{socket.gethostname()}:{__file__}"])
def test_a_group_that_somebody_may_know(keeper: str) -> None:
    """A group without a file, of another machine, or with its file in place is not forgotten."""
    assert not forgotten(keeper)


def test_a_group_of_another_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be seen is not gone."""

    def refuse(_path: str) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "stat", refuse)
    assert not forgotten(f"{socket.gethostname()}:/home/other/file")


def test_two_of_one_name(state: Path) -> None:
    """The container that another one was written down in place of is lost, once nobody is at work."""
    endpoint, group = {"DOCKER_HOST": "a"}, _held()
    group.container = "second"
    group.keep()
    assert not overwritten(endpoint, group.keeper, "first")  # somebody is at work
    group.release()
    assert overwritten(endpoint, group.keeper, "first")
    assert not overwritten(endpoint, group.keeper, "second")
    assert not overwritten(
        {"DOCKER_HOST": "b"}, group.keeper, "first"
    )  # another engine's, or another way to it
    assert not overwritten(endpoint, f"elsewhere:{state}", "first")
