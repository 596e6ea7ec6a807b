"""Canvas's submissions.zip and its gradebook, as a class's folder."""

from pathlib import Path

import pytest

from grader.classroom.submissions import find_submissions
from grader.errors import UsageError
from grader.lms.canvas_download import canvas_part, collect_canvas
from grader.lms.collected import Collected
from grader.lms.downloads import Part
from tests.classroom.packed import zipped
from tests.lms.made import csv_file, gradebook


def collect(folder: Path, *names: str, book: Path | None = None) -> list[Collected]:
    """Collect a zip with these members, each of which holds its own name."""
    book = book or gradebook(folder / "g.csv", ["Lee, Ann", 7, ""], ["Ray, Bob", 8, ""])
    archive = zipped(folder / "submissions.zip", *((name, name.encode()) for name in names))
    return collect_canvas(archive, book, folder / "class")


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("leeann_7_901_Dockerfile", Part("7", "leeann", "Dockerfile")),
        ("leeann_LATE_7_901_my_work_2_3.zip", Part("7", "leeann_LATE", "my_work_2_3.zip")),
        ("müllerzoë_7_901_a b.zip", Part("7", "müllerzoë", "a b.zip")),
        ("leeann_7_901_Dockerfile-2", Part("7", "leeann", "Dockerfile")),
        ("leeann_7_text.html", None),
        ("leeann_LATE_7_link.html", None),
    ],
)
def test_names(name: str, part: Part | None) -> None:
    """A name tells the learner's number, whether it was late, and what the file was called."""
    assert canvas_part(name) == part


def test_class(tmp_path: Path) -> None:
    """Files of one learner are one submission; who is late is known, by how much is not."""
    collect(tmp_path, "leeann_LATE_7_901_Dockerfile", "leeann_LATE_7_902_app.py", "raybob_8_903_all.tar.gz")
    ann, bob = find_submissions([tmp_path / "class"], tmp_path / "class/class.csv")
    assert (ann.name, ann.said_late, ann.handed_in) == ("Lee, Ann", True, None)
    assert sorted(path.name for path in ann.path.iterdir()) == ["Dockerfile", "app.py"]
    assert (bob.path.name, bob.said_late) == ("all.tar.gz", False)


def test_gradebook_with_two_names_and_semicolons(tmp_path: Path) -> None:
    """The gradebook may have two columns of names, and semicolons between."""
    book = csv_file(
        tmp_path / "g.csv",
        ["LastName", "FirstName", "ID", "SIS Login ID", "Section", "Docker (5)"],
        ["Points Possible", "", "", "", "", "5"],
        ["Lee", "Ann", 7, "ann", "One", ""],
        delimiter=";",
    )
    assert [one.name for one in collect(tmp_path, "leeann_7_901_Dockerfile", book=book)] == ["Lee, Ann"]


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (["cy_9_1_x"], "submissions.zip: cy_9_1_x: no learner 9 in .*another course's gradebook"),
        (["anon_Ab3_77_x"], "anonymous submissions do not tell whose they are"),
        (["lee_7_1_x", "ray_7_2_y"], "two submissions are of learner 7: 'lee' and 'ray'"),
        (["lee_7_1_x/../../y"], "must be as NAME_NUMBER_FILE_ORIGINAL"),
        (["lee_7_1_.."], "leads out of the submission's folder"),
        (["lee_7_1_x", "lee_7_2_x"], "holds x twice"),
    ],
)
def test_wrong_zip(tmp_path: Path, names: list[str], why: str) -> None:
    """What is wrong in the zip is told with the archive and the member, and nothing is left behind."""
    with pytest.raises(UsageError, match=why):
        collect(tmp_path, *names)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["g.csv", "submissions.zip"]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([["Student", "Points"]], "g.csv:1: no gradebook of Canvas in English"),
        ([["Student", "ID", "Section"], ["Lee", "7", "One"]], "no row 'Points Possible'"),
        (
            [["Student", "ID", "Section"], ["Points Possible"], ["Lee", "x", "1"]],
            "g.csv:3: ID: must be a number",
        ),
        ([["Student", "ID", "Section"], ["Points Possible"], ["L", 7], ["R", 7]], "g.csv:4: id: two rows"),
    ],
)
def test_wrong_gradebook(tmp_path: Path, rows: list[list[object]], why: str) -> None:
    """What is wrong in the gradebook is told with file and row."""
    with pytest.raises(UsageError, match=why):
        collect(tmp_path, "lee_7_1_x", book=csv_file(tmp_path / "g.csv", *rows))
    assert not (tmp_path / "class").exists()
