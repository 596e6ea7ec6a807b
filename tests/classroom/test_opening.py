"""What is looked at of a submission before it is graded."""

from pathlib import Path

import pytest

from grader.classroom import opening
from grader.classroom.entries import Submission
from grader.classroom.fingerprint import fingerprint
from grader.classroom.opening import HandedIn, look


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    """A submission."""
    (tmp_path / "Dockerfile").write_text("FROM python:3.11\n")
    return tmp_path


def test_look(handed_in: Path) -> None:
    """The content's digest and the images that the Dockerfile names."""
    found = look(Submission("alice", "alice", handed_in), {})
    assert found == HandedIn(fingerprint(handed_in), ("python:3.11",))


def test_look_again(handed_in: Path) -> None:
    """A content whose images are known is not read again."""
    content = fingerprint(handed_in)
    assert look(Submission("alice", "alice", handed_in), {content: ("b",)}) == HandedIn(content, ("b",))


def test_look_survives_anything(handed_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours on one submission is told as one."""
    monkeypatch.setattr(opening, "Source", lambda _folder: 1 / 0)
    assert "division by zero" in getattr(look(Submission("alice", "alice", handed_in), {}), "reason", "")
