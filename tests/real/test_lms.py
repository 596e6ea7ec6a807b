"""From Moodle's zip to Moodle's worksheet over a real engine."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.classroom.packed import zipped
from tests.lms.made import csv_file, participant, worksheet
from tests.lms.moodle_importer import Assignment
from tests.real.class_runs import ROOT, SOLUTION, run, starts

pytestmark = pytest.mark.engine

RULE = ("--due", "2026-11-27T12:00Z", "--late", "10% per day")


def grader(*words: object) -> None:
    """Call `grader`; it must do what it is told."""
    called = [sys.executable, "-m", "grader", *map(str, words)]
    done = subprocess.run(called, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr


def exported(folder: Path, name: str) -> Assignment:
    """What Moodle has once it imported the marks."""
    grader("export", "moodle", folder / "marks", "--worksheet", folder / "w.csv", "--to", folder / name)
    moodle = Assignment({7, 8, 9})
    assert moodle.import_worksheet(folder / name / "worksheet.csv") == []
    assert moodle.import_zip(folder / name / "feedback.zip") == []
    return moodle


def test_grades_of_an_engine_go_back(tmp_path: Path) -> None:
    """A late solution counts less, a failing one nothing; a later override needs no build."""
    friday, saturday = (f"Friday, {day} November 2026, 11:59 AM" for day in (27, 28))
    solution = [
        (f"Ann_7_assignsubmission_file/{path.relative_to(SOLUTION)}", path.read_bytes())
        for path in SOLUTION.rglob("*")
        if path.is_file()
    ]
    archive = zipped(
        tmp_path / "a.zip", *solution, ("Bob_8_assignsubmission_file/Dockerfile", b"FROM scratch\nRUN x\n")
    )
    sheet = worksheet(
        tmp_path / "w.csv",
        participant(7, "Ann", saturday),
        participant(8, "Bob", friday),
        participant(9, "Cy"),
    )
    grader("collect", "moodle", archive, "--worksheet", sheet, "--zone", "UTC", "--to", tmp_path / "in")
    roster = ("--roster", str(tmp_path / "in/class.csv"))
    assert run(tmp_path / "in", tmp_path / "marks", *roster, *RULE).returncode == 0
    first = exported(tmp_path, "one")
    assert first.grades == {7: 90.0, 8: 0.0, 9: 0.0}
    assert set(first.files) == {7, 8}
    begun = starts(tmp_path / "marks")
    mine = csv_file(tmp_path / "o.csv", ["id", "points", "reason"], [8, 20, "an oral exam"])
    done = run(tmp_path / "in", tmp_path / "marks", *roster, *RULE, "--rescore", "--overrides", str(mine))
    assert (done.returncode, starts(tmp_path / "marks")) == (0, begun), done.stderr
    assert exported(tmp_path, "two").grades == {7: 90.0, 8: 20.0, 9: 0.0}
