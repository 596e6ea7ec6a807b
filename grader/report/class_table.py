"""The table of a class on the terminal."""

from grader.report.class_report import ClassReport, ClassRow, Counted
from grader.report.table import Cell, table

_STYLES = {"passed": "green", "failed": "", "error": "magenta"}


def render_table(report: ClassReport, *, colour: bool, width: int) -> str:
    """One line a submission: points, how far it came, and what is not met, or what happened to it."""
    rows = [_cells(row, report) for row in report.rows]
    counts = ("counts",) if report.is_counted else ()
    headings = ("submission", "points", *counts, "outcome", "not met, or why")
    return table(headings, rows, colour=colour, width=width)


def _cells(row: ClassRow, report: ClassReport) -> list[Cell]:
    points = "" if row.outcome == "error" else f"{row.score} of {report.max_score}"
    not_met = ", ".join(mark.id for mark in row.marks if mark.outcome != "met")
    same = f"same as {row.same_as}" if row.same_as else ""
    why = row.counted.why if row.counted else ""
    happened = (cause.title for cause in row.causes)
    note = "; ".join(part for part in (why, row.reason, same, *happened) if part) or not_met
    counts = [(_counts(row.counted), "")] if report.is_counted else []
    return [(row.id, ""), (points, ""), *counts, (row.state or row.outcome, _STYLES[row.outcome]), (note, "")]


def _counts(counted: Counted | None) -> str:
    return "" if counted is None or counted.points is None else f"{counted.points:.8g}"
