"""`grader export`: what Moodle and Canvas import of a class's marks, by their importers' rules."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.report.class_report import ClassCause, ClassRow, Counted
from grader.values import replace
from tests.called import Call
from tests.lms.canvas_importer import import_gradebook
from tests.lms.made import csv_file, gradebook, participant, sheet_rows, worksheet
from tests.lms.moodle_importer import Assignment
from tests.report.class_samples import OUTCOMES, class_report, row

LATE = Counted(points=52.5, why="1 day late: -7.5")
BROKEN = row(9, "Zoe", OUTCOMES, outcome="error", marks=(), score=0, reason="no engine")


def member(number: int, name: str = "Ann", counted: Counted | None = None) -> ClassRow:
    """A row with 60 of 100 points, whose id is the platform's number."""
    return row(number, name, OUTCOMES, id=str(number), folder=f"submissions/{number}", counted=counted)


def marks(folder: Path, *rows: ClassRow) -> Path:
    """The output folder of `grader class`, with a page for each row."""
    for one in rows:
        (folder / one.folder).mkdir(parents=True)
        (folder / one.folder / "report.html").write_text(f"<p>{one.id}")
    (folder / "class.json").write_text(json.dumps(class_report(*rows).as_json()))
    return folder


def test_moodle(call: Call, tmp_path: Path) -> None:
    """Moodle takes the grades that count, the comments, and a page for each one who was graded."""
    broken = replace(BROKEN, id="9")
    made = marks(tmp_path / "marks", member(7, counted=LATE), member(8), broken)
    sheet = worksheet(tmp_path / "w.csv", *(participant(number, f"N{number}") for number in (7, 8, 9, 10)))
    done = call("export", "moodle", made, "--worksheet", sheet, "--to", tmp_path / "back")
    assert (done.code, "2 of 3 marks" in done.out) == (0, True), done.err
    assert done.err == "grader: 9 is left out: no mark: no engine\n"
    moodle = Assignment({7, 8, 9, 10})
    assert moodle.import_worksheet(tmp_path / "back/worksheet.csv") == [9, 10]
    assert moodle.grades == {7: 52.5, 8: 60.0}
    assert "60 of 100 points, 52.5 count (1 day late: -7.5)" in moodle.comments[7]
    assert "<li>unmet: The image is smaller than 200 MB (0 of 20)</li>" in moodle.comments[8]
    assert moodle.import_zip(tmp_path / "back/feedback.zip") == []
    assert moodle.files == {7: {"report.html": b"<p>7"}, 8: {"report.html": b"<p>8"}}


def test_moodle_and_a_grade_of_0(call: Call, tmp_path: Path) -> None:
    """Exactly those are named whose new 0 a newer Moodle does not take."""
    none = Counted(points=0, why="handed in nothing")
    made = marks(tmp_path / "marks", member(7), *(member(number, counted=none) for number in (8, 9)))
    listed = [participant(7, "Ann"), participant(8, "Bob"), participant(9, "Cy", Grade="0.00")]
    done = call(
        *("export", "moodle", made, "--worksheet", worksheet(tmp_path / "w.csv", *listed)),
        *("--to", tmp_path / "back"),
    )
    assert done.err.startswith("grader: 1 with a grade of 0,")
    assert done.err.endswith(": 8\n")
    moodle = Assignment({7, 8, 9}, knows_markers=True, grades={9: 0})
    assert moodle.import_worksheet(tmp_path / "back/worksheet.csv") == [8, 9]
    assert moodle.grades == {7: 60.0, 9: 0}
    assert "handed in nothing" in moodle.comments[8]


def test_moodle_leaves_alone_what_was_changed_or_is_locked(call: Call, tmp_path: Path) -> None:
    """Columns, order and dates stay as they came, so that Moodle sees what was changed since."""
    stamp = "Friday, 27 November 2026, 9:05 AM"
    rows = [
        participant(7, "Ann", **{"Last modified (grade)": stamp, "Feedback comments": "<p>Well done!</p>"}),
        participant(8, "Bob", **{"Last modified (grade)": stamp}),
        participant(9, "Cy", **{"Grade can be changed": "No", "Grade": "3.00"}),
    ]
    made = marks(tmp_path / "marks", member(7), member(8), member(9))
    sheet = worksheet(tmp_path / "w.csv", *rows)
    done = call("export", "moodle", made, "--worksheet", sheet, "--to", tmp_path / "back")
    assert "9 is left out: Moodle says that the grade cannot be changed" in done.err
    at, since = datetime(2026, 11, 27, 9, 5, 30, tzinfo=UTC), datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
    moodle = Assignment({7, 8, 9}, locked={9}, changed={7: at, 8: since})
    assert moodle.import_worksheet(tmp_path / "back/worksheet.csv") == [8, 9]
    assert moodle.comments[7].startswith("<p>Well done!</p><p><strong>Graded automatically</strong></p>")
    again = [[cell if name != "Feedback comments" else moodle.comments.get(7, "") for name, cell in
              zip(sheet_rows(sheet)[0], rows[0], strict=True)], *rows[1:]]  # fmt: skip
    call(
        "export",
        "moodle",
        made,
        "--worksheet",
        worksheet(tmp_path / "w2.csv", *again),
        "--to",
        tmp_path / "two",
    )
    comments = [cells[-1] for cells in sheet_rows(tmp_path / "two/worksheet.csv")]
    assert comments[1] == moodle.comments[7]


@pytest.mark.parametrize(("maximum", "grade"), [("100.00", "60.00"), ("20", "12.00"), ("7,50", "4,50")])
def test_moodle_maximum(call: Call, tmp_path: Path, maximum: str, grade: str) -> None:
    """Points are scaled to the maximum, with its decimal sign."""
    sheet = worksheet(tmp_path / "w.csv", participant(7, "=cmd()", **{"Maximum grade": maximum}))
    call("export", "moodle", marks(tmp_path / "m", member(7)), "--worksheet", sheet, "--to", tmp_path / "b")
    cells = sheet_rows(tmp_path / "b/worksheet.csv")[1]
    assert (cells[4], cells[1], cells[8]) == (grade, "'=cmd()", "-")


def test_hostile_texts(call: Call, tmp_path: Path) -> None:
    """No text of a learner is markup, formula or path in what goes back."""
    text = "<script>alert(1)</script>"
    causes = (ClassCause(id="x", moment="build", fault="learner", title=text, found=text, points=20),)
    hostile = row(
        7,
        text,
        OUTCOMES,
        id="7",
        folder="../../etc",
        reason=text,
        causes=causes,
        counted=Counted(points=1, why=text),
    )
    made = marks(tmp_path / "x/y/marks", member(8))
    (made / "class.json").write_text(json.dumps(class_report(hostile).as_json()))
    (tmp_path / "x/etc").mkdir()
    (tmp_path / "x/etc/report.html").write_text("secret")
    sheet = worksheet(tmp_path / "w.csv", participant(7, "../../x_8_assignfeedback_file"))
    done = call("export", "moodle", made, "--worksheet", sheet, "--to", tmp_path / "back")
    assert done.code == 0, done.err
    made_of = (tmp_path / "back/worksheet.csv").read_text()
    assert ("<script>" in made_of, made_of.count("&lt;script&gt;")) == (False, 3)
    moodle = Assignment({7})
    assert moodle.import_zip(tmp_path / "back/feedback.zip") == []
    assert moodle.files == {}


def test_canvas(call: Call, tmp_path: Path) -> None:
    """Canvas takes the marks of one assignment, scaled to its points, and changes nothing else."""
    book = gradebook(
        tmp_path / "g.csv", ["=Lee, Ann", 7, "1", "2", ""], ["Ray", 8, "", "", ""], ["Z", 10, "", "", ""]
    )
    made = marks(tmp_path / "marks", member(7, counted=LATE), member(8))
    for assignment in ("55", "Docker", "Docker (55)"):
        words = ("--gradebook", book, "--assignment", assignment, "--to", tmp_path / "back")
        done = call("export", "canvas", made, *words)
        assert (done.code, "2 of 2 marks" in done.out) == (0, True), done.err
        grades = import_gradebook(tmp_path / "back/gradebook.csv", {7, 8, 10}, {55: "Docker", 56: "Other"})
        assert grades == {55: {7: "26.25", 8: "30"}}
    assert sheet_rows(tmp_path / "back/gradebook.csv")[2][0] == "'=Lee, Ann"


def test_canvas_with_semicolons(call: Call, tmp_path: Path) -> None:
    """The delimiter stays as it came."""
    book = gradebook(tmp_path / "g.csv", ["Lee, Ann", 7, "", "", ""], delimiter=";")
    words = ("--gradebook", book, "--assignment", "55", "--to", tmp_path / "back")
    call("export", "canvas", marks(tmp_path / "marks", member(7)), *words)
    text = (tmp_path / "back/gradebook.csv").read_text()
    assert next(csv.reader(io.StringIO(text), delimiter=";"))[-1] == "Docker (55)"
    assert import_gradebook(tmp_path / "back/gradebook.csv", {7}, {55: "Docker"}) == {55: {7: "30"}}


@pytest.mark.parametrize(
    ("assignment", "why"),
    [
        ("Dokcer", "g.csv:1: no assignment is 'Dokcer', did you mean 'Docker'?"),
        ("Other", "g.csv:3: Points Possible: must be a number above 0, got ''"),
        ("Twice", "g.csv:1: two assignments are 'Twice'"),
        ("Docker", "nobody in it is '7', who is in the class: is it another course's"),
    ],
)
def test_wrong_gradebook(call: Call, tmp_path: Path, assignment: str, why: str) -> None:
    """What does not fit is told with the file, and nothing is written."""
    headings = ["Student", "ID", "Section", "Docker (55)", "Other (56)", "Twice (1)", "Twice (2)"]
    number = 8 if "nobody" in why else 7
    rows: list[list[object]] = [
        ["", "", "", "Manual Posting"],
        [" Points Possible", "", "", "9"],
        ["Lee", number, "One"],
    ]
    book = csv_file(tmp_path / "g.csv", headings, *rows)
    made = marks(tmp_path / "marks", member(7))
    done = call(
        "export", "canvas", made, "--gradebook", book, "--assignment", assignment, "--to", tmp_path / "b"
    )
    assert (done.code, why in done.err) == (2, True), done.err
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"Identifier": "Participant 8"}, "w.csv: nobody in it is '7', who is in the class"),
        ({"Maximum grade": "many"}, "w.csv:2: Maximum grade: must be a number, got 'many'"),
    ],
)
def test_wrong_worksheet(call: Call, tmp_path: Path, changes: dict[str, str], why: str) -> None:
    """Another course's worksheet is told, and nothing is written."""
    sheet = worksheet(tmp_path / "w.csv", participant(7, "Ann", **changes))
    made = marks(tmp_path / "marks", member(7))
    done = call("export", "moodle", made, "--worksheet", sheet, "--to", tmp_path / "back")
    assert (done.code, why in done.err) == (2, True), done.err
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize("text", [None, "{}", "[]", '{"schema": "grader/class/v1"}', "no JSON"])
def test_no_marks(call: Call, tmp_path: Path, text: str | None) -> None:
    """A folder without the table of this grader is told."""
    if text is not None:
        (tmp_path / "class.json").write_text(text)
    done = call(
        "export", "moodle", tmp_path, "--worksheet", worksheet(tmp_path / "w.csv"), "--to", tmp_path / "b"
    )
    assert (done.code, "class.json" in done.err, done.err.count("\n")) == (2, True, 1)
