"""`grader progress`, and what `grader grade` remembers for it."""

import json
from pathlib import Path

import pytest

from tests.called import Call

CHALLENGE = "02-multi-stage-builds"
TWO_STAGES = "FROM python:3.11 AS builder\nFROM python:3.11-slim\nCOPY --from=builder /a /a\n"
GRADE = ("grade", "--challenge", CHALLENGE, "--static-only", "--quiet")


def test_before_anything_was_graded(call: Call) -> None:
    """Every challenge is a line without points, and the first one is next."""
    shown = call("progress")
    lines = [line.split() for line in shown.out.splitlines()]
    assert [line[1:] for line in lines if line[:1] == [CHALLENGE]] == [["beginner", "-", "-", "-"]]
    assert (shown.code, lines[-1][:2]) == (0, ["next:", "grader"])
    assert lines[-1][-1].startswith("01-")


def test_what_was_graded_is_next(call: Call) -> None:
    """A grading of the starter is remembered: what it did not meet is told, and it is next."""
    call(*GRADE)
    shown = call("progress").out
    assert "  two-stages, slim-runtime\n" in shown
    assert shown.endswith(f"next: grader grade --challenge {CHALLENGE}\n")


def test_as_json(call: Call) -> None:
    """The same as one document."""
    call(*GRADE)
    document = json.loads(call("progress", "--json").out)
    assert (document["schema"], document["next"]) == ("grader/progress/v1", CHALLENGE)
    assert [one["to_meet"] for one in document["challenges"]].count([]) == len(document["challenges"]) - 1


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_any_width(call: Call, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    """A narrow terminal has every challenge on a line of its own."""
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = call("progress").out.splitlines()
    assert sum(line.startswith("0") for line in lines) == 6
    assert max(map(len, lines[:-1])) <= max(60, columns)


def test_since_last_time(call: Call, tmp_path: Path) -> None:
    """The second grading of a folder tells what changed; the report in JSON, too; nothing else is touched."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "Dockerfile").write_text("FROM python:3.11\n")
    assert "since last time" not in call(*GRADE, folder).out
    assert "since last time" not in call(*GRADE, folder).out
    (folder / "Dockerfile").write_text(TWO_STAGES)
    assert "  since last time: +" in call(*GRADE, folder).out
    (folder / "Dockerfile").write_text("FROM python:3.11\n")
    told = json.loads(call(*GRADE, folder, "--format", "json").out)["since_last_time"]
    assert [one["id"] for one in told["worse"]] == ["two-stages"]
    assert [file.name for file in folder.iterdir()] == ["Dockerfile"]


def test_a_read_only_home(call: Call, state: Path) -> None:
    """Where nothing can be remembered, the grading is as ever, with one note."""
    state.write_text("in the way")
    called = call(*GRADE)
    assert (called.code, called.out.count("is not remembered"), called.err) == (1, 1, "")
    assert call("progress").code == 0
