"""Deadline, extensions and overrides, applied to a class that was graded."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from grader.classroom.order import Order
from grader.commands.class_ import grade_class
from grader.errors import UsageError
from tests.classroom.samples import CHALLENGE, marked
from tests.classroom.working import Workers
from tests.lms.made import csv_file

DUE = "2026-12-01T12:00Z"
IN_TIME, LATE = "2026-12-01T13:00+01:00", "2026-12-02T12:30Z"


@pytest.fixture
def handed_in(tmp_path: Path, workers: Workers) -> Path:
    """A class: one in time, two late, one late by the platform's word, one that the machine fails on."""
    for name in ("ann", "bob", "cy", "dee", "eve"):
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "Dockerfile").write_text(f"FROM {name}\n")
    times = {"ann": IN_TIME, "bob": LATE, "cy": LATE, "dee": "late", "eve": IN_TIME, "fay": ""}
    csv_file(tmp_path / "roster.csv", ["id", "handed_in"], *times.items())
    workers.results = {"bob": marked("unmet"), "eve": RuntimeError("no engine")}
    return tmp_path


def grade(folder: Path, **order: Any) -> int:
    """Grade the class; its exit code."""
    order |= {"out": folder / "out", "roster": folder / "roster.csv"}
    return grade_class(Order(folders=[folder / "class"], challenge=CHALLENGE.id, **order))


def table(folder: Path) -> dict[str, dict[str, str]]:
    """The rows of grades.csv by id."""
    with (folder / "out/grades.csv").open(newline="") as stream:
        return {row["id"]: row for row in csv.DictReader(stream)}


def counts(folder: Path) -> dict[str, tuple[str, str, str]]:
    """Earned points, what counts, and why, by id."""
    return {name: (row["total"], row["counts"], row["why"]) for name, row in table(folder).items()}


LATE_BY_TWO = {
    "ann": ("100", "100", ""),
    "bob": ("80", "60", "2 days late: -20"),
    "cy": ("100", "80", "2 days late: -20"),
    "dee": ("100", "100", "late, as the learning platform says; by how much is not known"),
    "eve": ("", "", ""),
    "fay": ("0", "0", ""),
}


def test_late(handed_in: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rule is applied beside the earned points, in the CSV, on the page and in the terminal."""
    assert grade(handed_in, due=DUE, late="10% per day") == 3
    assert counts(handed_in) == LATE_BY_TWO
    assert (table(handed_in)["bob"]["due"], table(handed_in)["bob"]["handed_in"]) == (
        "2026-12-01 12:00 +0000",
        "2026-12-02 12:30 +0000",
    )
    said = capsys.readouterr().out
    assert all(word in said for word in ("counts", "80 of 100", " 60 ", "2 days late: -20"))
    page = (handed_in / "out/class.html").read_text()
    assert "<bdi>2 days late: -20</bdi>" in page
    assert '<td class="number total" data-value="60">60</td>' in page


def test_rules_are_applied_again_without_grading(handed_in: Path, workers: Workers) -> None:
    """A changed rule, extension or override needs no grading, also with --rescore."""
    grade(handed_in, due=DUE, late="10% per day")
    workers.graded, workers.results = [], {"eve": RuntimeError("no engine")}
    later = csv_file(handed_in / "later.csv", ["id", "due"], ["cy", "2026-12-03T00:00 Europe/Berlin"])
    changed = csv_file(
        handed_in / "o.csv", ["id", "points", "reason"], ["eve", "55,5", "=sick"], ["bob", 0, "copied"]
    )
    order = {"due": DUE, "late": "1 point per hour", "extensions": later, "overrides": changed}
    grade(handed_in, rescore=True, **order)
    assert counts(handed_in) == LATE_BY_TWO | {
        "bob": ("80", "0", "set by the teacher: copied"),
        "cy": ("100", "100", ""),
        "eve": ("", "55.5", "set by the teacher: =sick"),
    }
    assert workers.graded == []
    rows = json.loads((handed_in / "out/class.json").read_text())["rows"]
    assert [(row["score"], row["counted"]["points"]) for row in rows[:3]] == [(100, 100), (80, 0), (100, 100)]


def test_deadline_without_a_rule(handed_in: Path) -> None:
    """Without a rule it is told who was late, and all that was earned counts."""
    grade(handed_in, due=DUE)
    assert counts(handed_in)["bob"] == ("80", "80", "late by 24 h 30 min")


def test_unknown_times(handed_in: Path) -> None:
    """Where it is not known when something was handed in, nothing comes off, and that is told."""
    csv_file(handed_in / "roster.csv", ["id"], ["ann"])
    grade(handed_in, due=DUE, late="10% per day")
    assert counts(handed_in) == {"ann": ("100", "100", "when it was handed in is not known")}


def test_no_deadline(handed_in: Path) -> None:
    """Without deadline and overrides the tables are as ever."""
    grade(handed_in)
    assert "counts" not in table(handed_in)["ann"]
    assert "Counts" not in (handed_in / "out/class.html").read_text()


@pytest.mark.parametrize(
    ("order", "rows", "why"),
    [
        ("overrides", [["an", 5, "why"]], "x.csv:2: id: nobody in the class is 'an', did you mean 'ann'"),
        ("overrides", [["ann", 101, "why"]], "x.csv:2: points: must be from 0 to 100, got '101'"),
        ("overrides", [["ann", "-1", "why"]], "x.csv:2: points: must be from 0"),
        ("overrides", [["ann", 5, ""]], "x.csv:2: reason: must not be empty"),
        ("overrides", [["ann", 5, "a"], ["ann", 6, "b"]], "x.csv:3: id: two rows are for 'ann'"),
        ("extensions", [["zoe", "2026-12-09T00:00Z", ""]], "x.csv:2: id: nobody in the class is 'zoe'"),
        ("extensions", [["ann", "2026-12-09T00:00", ""]], "x.csv:2: due: .* has no time zone"),
        (
            "extensions",
            [["ann", "2026-11-09T00:00Z", ""]],
            "x.csv:2: due: is before the class's own deadline",
        ),
    ],
)
def test_wrong_rows(
    handed_in: Path, workers: Workers, order: str, rows: list[list[object]], why: str
) -> None:
    """What is wrong in the teacher's CSVs is told with file and row, before anything is graded or written."""
    headings = ["id", "points", "reason"] if order == "overrides" else ["id", "due", "reason"]
    file = csv_file(handed_in / "x.csv", headings, *rows)
    with pytest.raises(UsageError, match=why):
        grade(handed_in, due=DUE, **{order: file})
    assert (workers.graded, (handed_in / "out").exists()) == ([], False)


@pytest.mark.parametrize("option", ["late", "extensions"])
def test_what_needs_a_deadline(handed_in: Path, option: str) -> None:
    """A rule or an extension without a deadline is a wrong call."""
    value = "10% per day" if option == "late" else csv_file(handed_in / "x.csv", ["id", "due"])
    with pytest.raises(UsageError, match=f"--{option} needs a deadline"):
        grade(handed_in, **{option: value})
