"""grades.csv: one row a submission, safe to open in a spreadsheet."""

import csv
import io

from grader.report.class_report import ClassReport, ClassRow, Counted
from grader.report.spreadsheet import inert

Cell = str | int | float


def render_csv(report: ClassReport) -> str:
    """Points per criterion, total, outcome, seconds.

    What the machine failed on, or what was never judged, has no points: an empty cell is not a zero. `state`
    tells what does not build from what was built, but is wrong, and `cause` what happened. Where
    there is a deadline or an override, the last columns say what counts, and why.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    ids = [criterion.id for criterion in report.criteria]
    more = ["counts", "why", "due", "handed_in"] if report.is_counted else []
    writer.writerow(
        ["id", "name", *ids, "total", "max", "outcome", "seconds", "note", "state", "cause", *more]
    )
    writer.writerows(_cells(row, ids, report.max_score) for row in report.rows)
    return text.getvalue()


def _cells(row: ClassRow, ids: list[str], max_score: int) -> list[Cell]:
    points = {mark.id: mark.points for mark in row.marks if mark.outcome not in {"broken", "skipped"}}
    nothing: Cell = 0 if row.outcome == "failed" and not row.marks else ""
    total: Cell = "" if row.outcome == "error" else row.score
    marks = [points.get(criterion, nothing) for criterion in ids]
    return [
        *(inert(row.id), inert(row.name), *marks),
        *(total, max_score, row.outcome, row.seconds, inert(_note(row))),
        *(row.state, inert("; ".join(cause.title for cause in row.causes))),
        *(_counted(row.counted) if row.counted else ()),
    ]


def _counted(counted: Counted) -> list[Cell]:
    points: Cell = "" if counted.points is None else counted.points
    return [points, inert(counted.why), counted.due or "", counted.handed_in or ""]


def _note(row: ClassRow) -> str:
    same = f"same content as {row.same_as}" if row.same_as else ""
    return "; ".join(part for part in (row.reason, same) if part)
