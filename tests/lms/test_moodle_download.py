"""Moodle's zip of submissions and its worksheet, as a class's folder."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from grader.classroom.entries import find_entries
from grader.classroom.submissions import find_submissions
from grader.errors import UsageError
from grader.lms.collected import Collected
from grader.lms.moodle_download import collect_moodle
from tests.classroom.packed import zipped
from tests.lms.made import csv_file, participant, sheet_rows, worksheet

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = "Friday, 27 November 2026, 9:05 AM"


def collect(folder: Path, *names: str, rows: list[list[str]] | None = None) -> list[Collected]:
    """Collect a zip with these members, each of which holds its own name."""
    sheet = worksheet(folder / "w.csv", *(rows or [participant(7, "Ann Lee", FRIDAY), participant(8, "Bob")]))
    archive = zipped(folder / "all.zip", *((name, name.encode()) for name in names))
    return collect_moodle(archive, sheet, folder / "class", BERLIN)


@pytest.mark.parametrize("end", ["/", "_/", "_"])
def test_folders_of_each_version(tmp_path: Path, end: str) -> None:
    """Folders with and without the underscore of older versions are read, and so are files without any."""
    ann, bob = collect(tmp_path, f"Ann Lee_7_assignsubmission_file{end}Dockerfile")
    assert ann == Collected(id="7", name="Ann Lee", path="7", handed_in="2026-11-27T09:05+01:00")
    assert bob == Collected(id="8", name="Bob", path="8")
    assert (tmp_path / "class/7/Dockerfile").is_file()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_class_that_grader_class_finds(tmp_path: Path) -> None:
    """The roster beside the submissions gives everybody with name, place and time."""
    collect(
        tmp_path, "Ann Lee_7_assignsubmission_file/my.zip", "Ann Lee_7_assignsubmission_onlinetext/t.html"
    )
    ann, bob = find_submissions([tmp_path / "class"], tmp_path / "class/class.csv")
    assert (ann.id, ann.name, ann.path) == ("7", "Ann Lee", tmp_path / "class/7/my.zip")
    assert ann.handed_in is not None
    assert ann.handed_in.isoformat() == "2026-11-27T09:05:00+01:00"
    assert (bob.path.exists(), bob.handed_in) == (False, None)
    assert [entry.id for entry in find_entries([tmp_path / "class"])] == ["7"]


def test_what_counts_as_the_submission(tmp_path: Path) -> None:
    """A folder or archive with nothing beside it is the submission; else all that was handed in."""
    names = ("work/Dockerfile", "work/app/x.py")
    (ann, _) = collect(tmp_path, *(f"Ann Lee_7_assignsubmission_file/{name}" for name in names))
    assert ann.path == "7/work"
    (tmp_path / "two").mkdir()
    (ann, _) = collect(
        tmp_path / "two", *(f"Ann Lee_7_assignsubmission_file/{n}" for n in ("a.zip", "b.txt"))
    )
    assert ann.path == "7"


def test_formula_as_a_name(tmp_path: Path) -> None:
    """A name that a spreadsheet would compute is made harmless in the roster."""
    collect(tmp_path, rows=[participant(7, "=cmd()|x")])
    assert sheet_rows(tmp_path / "class/class.csv")[1] == ["7", "'=cmd()|x", "7", ""]


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (["Cy_9_assignsubmission_file/x"], "all.zip: Cy_9_.*: no participant 9 in .*another assignment"),
        (["Ann_7_assignsubmission_file/../../x"], r"all.zip: \.\./\.\./x leads out"),
        (["/etc/passwd"], "all.zip: /etc/passwd: must begin with NAME_NUMBER"),
        (["../x_7_assignsubmission_file/y"], "must begin with NAME_NUMBER"),
        (["Team 3_assignsubmission_file/x"], "must begin with NAME_NUMBER"),
        (
            ["A_7_assignsubmission_file/x", "B_7_assignsubmission_file/y"],
            "two submissions are of learner 7: 'A' a",
        ),
        (["A_7_assignsubmission_file/x", "A_7_assignsubmission_file_/x"], "holds x twice"),
    ],
)
def test_wrong_zip(tmp_path: Path, names: list[str], why: str) -> None:
    """What is wrong in the zip is told with the archive and the member, and nothing is left behind."""
    with pytest.raises(UsageError, match=why):
        collect(tmp_path, *names)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.zip", "w.csv"]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (
            [participant(7, "Ann"), participant(7, "Ann")],
            "w.csv:3: id: two rows are for '7', the first",
        ),
        (
            [participant(7, "Ann", "Freitag, 27. November 2026")],
            r"w.csv:2: Last modified \(submi.*English",
        ),
        (
            [participant(7, "A", Identifier="Teilnehmer 7")],
            "w.csv:2: Identifier: must be as 'Participant 1234'",
        ),
    ],
)
def test_wrong_worksheet(tmp_path: Path, rows: list[list[str]], why: str) -> None:
    """What is wrong in the worksheet is told with file and row."""
    with pytest.raises(UsageError, match=why):
        collect(tmp_path, "Ann_7_assignsubmission_file/x", rows=rows)
    assert not (tmp_path / "class").exists()


def test_another_csv(tmp_path: Path) -> None:
    """A CSV that is no worksheet, such as one in another language, and a file that is no zip are told."""
    other = csv_file(tmp_path / "w.csv", ["Bezeichner", "Bewertung"])
    with pytest.raises(UsageError, match=re.escape("w.csv:1: no grading worksheet of Moodle in English")):
        collect_moodle(tmp_path / "all.zip", other, tmp_path / "class", BERLIN)
    with pytest.raises(UsageError, match="cannot be read as a zip"):
        collect_moodle(other, worksheet(tmp_path / "v.csv"), tmp_path / "class", BERLIN)


def test_folder_that_is_in_use(tmp_path: Path) -> None:
    """A folder that holds something is never written into."""
    (tmp_path / "class").mkdir()
    (tmp_path / "class/mine").touch()
    with pytest.raises(UsageError, match="not empty: name a new folder"):
        collect(tmp_path)
    assert [path.name for path in (tmp_path / "class").iterdir()] == ["mine"]
