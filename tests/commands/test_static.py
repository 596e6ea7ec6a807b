"""`grader static`: what a commit is graded by."""

import shutil
from pathlib import Path

import pytest

from tests.called import ROOT, Call

CHALLENGE = "02-multi-stage-builds"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with one challenge, whose starter is the solution."""
    shutil.copytree(ROOT / "challenges" / CHALLENGE, tmp_path / "challenges" / CHALLENGE)
    shutil.copytree(ROOT / "solutions" / CHALLENGE, tmp_path / "starter" / CHALLENGE)
    return tmp_path


def test_files_choose_the_starters(call: Call, course: Path) -> None:
    """Only starters with one of the files are graded; other files, also elsewhere, count for nothing."""
    file = course / "starter" / CHALLENGE / "app.py"
    assert call("static", "--course", course, file).out == (
        f"{CHALLENGE}: 1 of 5 criteria need no engine, and are met\n"
    )
    others = (course / "starter" / "README.md", course / "challenges" / CHALLENGE / "x", "/etc/passwd")
    for other in others:
        assert call("static", "--course", course, other).out == ""


def test_what_is_not_met(call: Call, course: Path) -> None:
    """What is unmet is told as ever, out of the points that could be had; nothing is said of the rest."""
    (course / "starter" / CHALLENGE / "Dockerfile").write_text("FROM python:3.11\n")
    called = call("static", "--course", course)
    assert (called.code, "0 of 40 points" in called.out, "skipped" in called.out) == (1, True, False)


def test_a_starter_that_is_not_there(call: Call, course: Path) -> None:
    """A challenge that learners do not have yet is left out."""
    shutil.rmtree(course / "starter" / CHALLENGE)
    called = call("static", "--course", course)
    assert (called.code, called.out) == (0, "")
