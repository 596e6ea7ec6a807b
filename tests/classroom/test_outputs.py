"""The table and the folders that a class's grading leaves on disk."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from grader.classroom import outputs
from grader.classroom.grade_class import Done
from grader.classroom.journal import Kept
from grader.classroom.outputs import class_report, class_row, grades_csv, write_class, write_submission
from grader.classroom.submissions import Submission
from grader.classroom.work import Graded
from grader.errors import EngineFailureError, UsageError
from grader.report.class_report import ClassRow
from tests.classroom.samples import CHALLENGE, marked

IDS = [one.id for one in CHALLENGE.criteria]


def done(graded: Graded | None, failure: str | None = None, broken: Graded | None = None) -> Done:
    """A content that is done."""
    kept = Kept(graded, "now", "run", 1.23456) if graded else None
    return Done("c", kept, failure, was_kept=False, broken=broken)


def row(told: Done | str, name: str = "alice", same_as: str | None = None, digest: str = "") -> ClassRow:
    """A row of the table."""
    return class_row(Submission(name, name, Path(name)), told, same_as, digest)


def cells(*rows: ClassRow) -> list[dict[str, str]]:
    """The CSV, read again."""
    text = grades_csv(class_report(CHALLENGE, list(rows), "0"))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv() -> None:
    """One row a submission: points per criterion, total, outcome, seconds."""
    first = grades_csv(class_report(CHALLENGE, [row(done(marked("met", "unmet")))], "0"))
    assert first.splitlines()[0] == f"id,name,{','.join(IDS)},total,max,outcome,seconds,note"
    assert first.splitlines()[1] == "alice,alice,20,0,20,20,20,80,100,failed,1.235,"
    assert first.count("\r\n") == first.count("\n") == 2


def test_csv_of_what_was_not_graded() -> None:
    """The machine's failure is an empty cell; what cannot be graded for what it is has no points."""
    broken, nothing = cells(row(done(None, "no engine")), row("nothing was handed in", "bob"))
    assert {broken[name] for name in (*IDS, "total")} == {""}
    assert (broken["outcome"], broken["note"]) == ("error", "no engine")
    assert {nothing[name] for name in (*IDS, "total")} == {"0"}
    assert (nothing["outcome"], nothing["note"]) == ("failed", "nothing was handed in")


def test_csv_of_a_part() -> None:
    """What could be judged is shown, without a total."""
    (part,) = cells(row(done(None, "no engine", marked("broken", "unmet"))))
    assert [part[name] for name in IDS] == ["", "0", "20", "20", "20"]
    assert (part["total"], part["outcome"]) == ("", "error")


def test_csv_of_an_earlier_mark() -> None:
    """An earlier mark stays; a criterion that it does not know has no points, not zero."""
    earlier = marked()
    del earlier.report["criteria"][1]
    (kept,) = cells(row(done(earlier, "no engine"), digest="sha256:new"))
    assert [kept[name] for name in IDS] == ["20", "", "20", "20", "20"]
    assert kept["note"] == "not graded again: no engine; the mark is by an earlier challenge.yaml"
    assert row(done(earlier), digest=CHALLENGE.digest).reason is None


@pytest.mark.parametrize("start", "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
def test_csv_runs_nothing(start: str) -> None:
    """No cell of a learner's begins as a formula."""
    text = f"{start}cmd|' /C calc'!A1"
    one = replace(row(done(None, text)), id=text, name=text, same_as=None)
    assert {cells(one)[0][column] for column in ("id", "name", "note")} == {f"'{text}"}


def test_csv_keeps_any_text() -> None:
    """Quotes, separators and line ends in a name stay in their cell (RFC 4180)."""
    text = 'a,"b";\r\nc\nd'
    assert cells(replace(row(done(marked())), name=text))[0]["name"] == text


def test_same_content() -> None:
    """Who shares a result is marked as such."""
    assert cells(row(done(marked()), "bob", same_as="alice"))[0]["note"] == "same content as alice"


def test_folder_of_a_submission(tmp_path: Path) -> None:
    """The folder holds reports and logs, and the report names its own submission."""
    graded = Graded(marked().report, {"build_log": "built\n", "container_log": "ran\r\n"}, [])
    for name in ("alice", "bob"):
        write_submission(tmp_path, Submission(name, name, Path(name)), graded)
    folder = tmp_path / "submissions/bob"
    assert sorted(path.name for path in folder.iterdir()) == [
        "build.log",
        "container.log",
        "report.html",
        "report.json",
    ]
    assert (folder / "container.log").read_bytes() == b"ran\r\n"
    report = json.loads((folder / "report.json").read_text())
    assert (report["submission"], report["schema"]) == ("bob", "grader/report/v1")


def test_hostile_id_stays_inside(tmp_path: Path) -> None:
    """No id leads out of the output folder."""
    write_submission(tmp_path / "out", Submission("../../x", "x", Path("x")), marked())
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full is the machine's failure, not a wrong call."""

    def fail(target: Path, _text: str) -> Path:
        raise UsageError(f"{target.name} cannot be written: No space left on device")

    monkeypatch.setattr(outputs, "write_file", fail)
    with pytest.raises(EngineFailureError, match="No space left"):
        write_submission(tmp_path, Submission("a", "a", Path("a")), marked())


def test_class_files(tmp_path: Path) -> None:
    """The table is written as CSV, JSON and page."""
    rows = [row(done(marked())), row(done(None, "no engine"), "bob"), row("nothing was handed in", "c")]
    write_class(tmp_path, class_report(CHALLENGE, rows, "0"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["class.html", "class.json", "grades.csv"]
    table = json.loads((tmp_path / "class.json").read_text())
    assert table["schema"] == "grader/class/v1"
    assert [one["outcome"] for one in table["rows"]] == ["passed", "error", "failed"]
