"""A whole class of 60: from Moodle's zip to the worksheet and the feedback that Moodle takes."""

from pathlib import Path

import pytest

from tests.called import Call
from tests.classroom.packed import zipped
from tests.classroom.samples import CHALLENGE, marked
from tests.classroom.working import Workers
from tests.lms.made import csv_file, participant, worksheet
from tests.lms.moodle_importer import Assignment

DUE = "2026-11-27 12:00 Europe/Berlin"
IN_TIME, LATE, LATER = (f"Friday, {day} November 2026, 11:59 AM" for day in (27, 28, 29))
LEARNERS = range(101, 161)
NOTHING, EXTENDED, CHANGED = 160, (104, 107), 110


@pytest.fixture(autouse=True)
def _quick(workers: Workers) -> None:
    """Three contents, one of them with a criterion that is not met."""
    workers.results = {"105": marked("unmet")}


def submitted(number: int) -> str:
    """Two thirds are in time, and the others up to two days late."""
    return "-" if number == NOTHING else (LATE, IN_TIME, IN_TIME, LATER, IN_TIME, IN_TIME)[number % 6]


def content(number: int) -> int:
    """Which of the three contents it is."""
    return 2 if number % 5 == 0 else number % 2


def download(folder: Path) -> tuple[Path, Path]:
    """Moodle's zip and worksheet of the class."""
    files = [
        (
            f"Learner {number} Müller_{number}_assignsubmission_file_/Dockerfile",
            f"FROM {content(number)}\n".encode(),
        )
        for number in LEARNERS
        if number != NOTHING
    ]
    rows = [participant(number, f"Learner {number} Müller", submitted(number)) for number in LEARNERS]
    return zipped(folder / "all.zip", *files), worksheet(folder / "grades.csv", *rows)


def expected(number: int) -> float:
    """What must count: 10 points off for each day begun after the learner's own deadline."""
    if number == CHANGED:
        return 42.5
    earned = 0 if number == NOTHING else 80 if content(number) == 2 else 100
    days = {LATE: 1, LATER: 2}.get(submitted(number), 0)
    return max(0, earned - 10 * (0 if number in EXTENDED else days))


def test_a_class_of_60(call: Call, tmp_path: Path, workers: Workers) -> None:
    """Late ones, extensions and an override: what Moodle has in the end is what the rules come to."""
    archive, sheet = download(tmp_path)
    zone = ("--zone", "Europe/Berlin")
    collected = call("collect", "moodle", archive, "--worksheet", sheet, *zone, "--to", tmp_path / "in")
    assert "59 of 60 handed in" in collected.out
    later = csv_file(
        tmp_path / "l.csv", ["id", "due"], *([number, "2026-11-30T00:00Z"] for number in EXTENDED)
    )
    mine = csv_file(tmp_path / "o.csv", ["id", "points", "reason"], [CHANGED, "42.5", "resit"])
    rules = ("--due", DUE, "--late", "10% per day", "--extensions", later, "--overrides", mine)
    words = ("class", tmp_path / "in", "--roster", tmp_path / "in/class.csv", "--challenge", CHALLENGE.id)
    graded = call(*words, "--out", tmp_path / "marks", "--quiet", *rules)
    assert (graded.code, len(workers.graded)) == (0, 3), graded.err
    done = call("export", "moodle", tmp_path / "marks", "--worksheet", sheet, "--to", tmp_path / "back")
    assert (done.code, done.err.count("\n")) == (0, 1)
    assert done.err.endswith(f"type 0 where none is: {NOTHING}\n")
    moodle = Assignment(set(LEARNERS))
    assert moodle.import_worksheet(tmp_path / "back/worksheet.csv") == []
    assert moodle.grades == {number: expected(number) for number in LEARNERS}
    assert sorted({expected(number) for number in LEARNERS}) == [0, 42.5, 60, 70, 80, 90, 100]
    assert moodle.import_zip(tmp_path / "back/feedback.zip") == []
    assert set(moodle.files) == set(LEARNERS) - {NOTHING}
    assert "set by the teacher: resit" in moodle.comments[CHANGED]
