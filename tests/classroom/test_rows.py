"""The table that a class's grading leaves on disk, row by row."""

import csv
import io
import json
from pathlib import Path

import pytest

from grader.classroom.class_run import class_report
from grader.classroom.done import Done, Failed, Fresh
from grader.classroom.folders import write_class
from grader.classroom.opening import HandedIn, Unread, Unusable
from grader.classroom.policy import Policy
from grader.classroom.rows import Row
from grader.report.class_csv import render_csv
from grader.report.class_report import ClassRow
from grader.submission import Graded
from grader.values import replace
from tests.classroom.samples import CHALLENGE, NO_COMPILER, marked, result, submission
from tests.report.class_samples import happened

IDS = [criterion.id for criterion in CHALLENGE.criteria]
NOTHING = Unusable("nothing was handed in")


def fresh(graded: Graded) -> Fresh:
    """A content that was graded in this run."""
    return Fresh(result(graded.report, seconds=1.23456))


def row(told: Done | Unusable | Unread, name: str = "alice", same_as: str | None = None) -> Row:
    """A submission that came to this."""
    if isinstance(told, Unusable | Unread):
        return Row(submission=submission(name), found=told)
    return Row(submission=submission(name), found=HandedIn("c", ()), same_as=same_as, done=told)


def line(told: Done, name: str = "alice") -> ClassRow:
    """Its line of the table."""
    return row(told, name).line(CHALLENGE)


def table(*rows: Row | ClassRow) -> str:
    """The CSV."""
    report = class_report(CHALLENGE, [], Policy())
    lines = (made if isinstance(made, ClassRow) else made.line(CHALLENGE) for made in rows)
    return render_csv(replace(report, rows=tuple(lines)))


def cells(*rows: Row | ClassRow) -> list[dict[str, str]]:
    """The CSV, read again."""
    return list(csv.DictReader(io.StringIO(table(*rows), newline="")))


def test_csv() -> None:
    """One row a submission: points per criterion, total, outcome, seconds."""
    first = table(row(fresh(marked("met", "unmet"))))
    assert first.splitlines()[0] == f"id,name,{','.join(IDS)},total,max,outcome,seconds,note,state,cause"
    assert first.splitlines()[1] == "alice,alice,20,0,20,20,20,80,100,failed,1.235,,failed,"
    assert first.count("\r\n") == first.count("\n") == 2


@pytest.mark.parametrize("told", [Failed(reason="no engine"), Unread("no engine")])
def test_csv_of_what_was_not_graded(told: Failed | Unread) -> None:
    """The machine's failure is an empty cell; what cannot be graded for what it is has no points."""
    broken, nothing = cells(row(told), row(NOTHING, "bob"))
    assert {broken[name] for name in (*IDS, "total")} == {""}
    assert (broken["outcome"], broken["note"]) == ("error", "no engine")
    assert {nothing[name] for name in (*IDS, "total")} == {"0"}
    assert (nothing["outcome"], nothing["note"]) == ("failed", "nothing was handed in")


def test_csv_of_what_was_blocked() -> None:
    """What happened is told in the row; a criterion that waits for another one only is no cause."""
    waits = marked("blocked", because="two-stages must be met first, it is unmet")
    (told, other) = cells(row(fresh(marked("blocked", cause=NO_COMPILER))), row(fresh(waits), "bob"))
    assert (told["state"], told["cause"], told["note"]) == ("does not build", NO_COMPILER.title, "")
    assert (other["state"], other["cause"]) == ("failed", "")


def test_csv_of_a_part() -> None:
    """What could be judged is shown, without a total."""
    (part,) = cells(row(Failed(reason="no engine", part=marked("broken", "unmet").report)))
    assert [part[name] for name in IDS] == ["", "0", "20", "20", "20"]
    assert (part["total"], part["outcome"]) == ("", "error")


def test_csv_of_an_earlier_mark() -> None:
    """An earlier mark stays; a criterion that it does not know has no points, not zero."""
    report = marked().report
    criteria = tuple(verdict for verdict in report.criteria if verdict.id != IDS[1])
    earlier = replace(report, criteria=criteria, challenge_digest="sha256:old")
    (kept,) = cells(row(Failed(reason="no engine", earlier=result(earlier))))
    assert [kept[name] for name in IDS] == ["20", "", "20", "20", "20"]
    assert kept["note"] == "not graded again: no engine; the mark is by an earlier challenge.yaml"
    assert line(fresh(marked())).reason is None


@pytest.mark.parametrize("start", "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
def test_csv_runs_nothing(start: str) -> None:
    """No cell of a learner's begins as a formula."""
    text = f"{start}cmd|' /C calc'!A1"
    made = replace(line(Failed(reason=text)), id=text, name=text, causes=(happened(text),))
    assert {cells(made)[0][column] for column in ("id", "name", "note", "cause")} == {f"'{text}"}


def test_csv_keeps_any_text() -> None:
    """Quotes, separators and line ends in a name stay in their cell (RFC 4180)."""
    text = 'a,"b";\r\nc\nd'
    assert cells(replace(line(fresh(marked())), name=text))[0]["name"] == text


def test_same_content() -> None:
    """Who shares a result is marked as such."""
    assert cells(row(fresh(marked()), "bob", same_as="alice"))[0]["note"] == "same content as alice"


def test_row_without_a_result() -> None:
    """A row that was forgotten is a fault of ours, never a mark."""
    with pytest.raises(ValueError, match="alice is not graded yet"):
        Row(submission=submission(), found=HandedIn("c", ())).line(CHALLENGE)


def test_class_files(tmp_path: Path) -> None:
    """The table is written as CSV, JSON and page."""
    rows = [row(fresh(marked())), row(Failed(reason="no engine"), "bob"), row(NOTHING, "c")]
    write_class(tmp_path, class_report(CHALLENGE, rows, Policy()))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["class.html", "class.json", "grades.csv"]
    read = json.loads((tmp_path / "class.json").read_text())
    assert read["schema"] == "grader/class/v1"
    assert [made["outcome"] for made in read["rows"]] == ["passed", "error", "failed"]
