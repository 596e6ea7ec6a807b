"""`grader reset` in a course of its own."""

import os
from pathlib import Path

import pytest

from grader.challenge import Catalogue
from tests.called import Call
from tests.ci.conftest import SPEC
from tests.terminal import terminal

KEPT = "starter/.before-reset"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course whose challenge `demo` was worked at."""
    for folder in ("challenges/demo/starter", "starter/demo"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "Dockerfile").write_text(folder)
    (tmp_path / "challenges/demo/challenge.yaml").write_text(SPEC)
    monkeypatch.setattr("grader.commands.reset_starter.Catalogue", lambda: Catalogue(tmp_path))
    return tmp_path


def _work(course: Path) -> str:
    return (course / "starter/demo/Dockerfile").read_text()


def test_yes(call: Call, course: Path) -> None:
    """With --yes the starter is new, and the place of the copy is told."""
    called = call("reset", "demo", "--yes")
    copy = next((course / KEPT).glob("demo-*"))
    assert (called.code, called.err, _work(course)) == (0, "", "challenges/demo/starter")
    assert f"what you had written is in {copy}\n" in called.out
    assert (copy / "Dockerfile").read_text() == "starter/demo"


def test_untouched(call: Call, course: Path) -> None:
    """An untouched starter is left as it is, and nothing is asked."""
    call("reset", "demo", "--yes")
    called = call("reset", "demo")
    assert (called.code, "untouched starter already" in called.out) == (0, True)
    assert len(list((course / KEPT).glob("demo-*"))) == 1


def test_without_a_terminal(call: Call, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can be asked: nothing is changed, and the option is told."""
    monkeypatch.setattr("sys.stdin", open(os.devnull))  # noqa: PTH123, SIM115 - as a cron job has it
    called = call("reset", "demo")
    assert (called.code, "add --yes" in called.err, _work(course)) == (2, True, "starter/demo")
    assert not (course / KEPT).exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [(["dmeo", "--yes"], "did you mean 'demo'?"), (["../demo", "--yes"], "no challenge"), ([], "ID")],
)
def test_a_wrong_call(call: Call, course: Path, words: list[str], told: str) -> None:
    """A wrong id ends with 2 and the nearest one."""
    called = call("reset", *words)
    assert (called.code, told in called.err, _work(course)) == (2, True, "starter/demo")


@pytest.mark.parametrize(
    ("typed", "code", "left"),
    [("y\n", 0, "challenges/demo/starter"), ("\n", 1, "starter/demo"), ("\x03", 130, "starter/demo")],
)
def test_it_asks(course: Path, typed: str, code: int, left: str) -> None:
    """On a terminal it says what will happen and waits; anything but yes, and Ctrl-C, change nothing."""
    with terminal(["reset", "demo"], course=course, columns=200, environment={}) as term:
        term.shows(f"moves to {KEPT}/demo-", "[y/N]")
        assert (term.ends(typed), _work(course)) == (code, left)
