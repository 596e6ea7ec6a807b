"""The table of a class on the terminal."""

from grader.report.class_report import ClassReport, ClassRow
from grader.report.table import Cell, table

_STYLES = {"passed": "green", "failed": "", "error": "magenta"}


def render_table(report: ClassReport, *, colour: bool, width: int) -> str:
    """One line a submission: points, outcome, and what is not met, or why there is no mark."""
    rows = [_cells(row, report.max_score) for row in report.rows]
    return table(("submission", "points", "outcome", "not met, or why"), rows, colour=colour, width=width)


def _cells(row: ClassRow, max_score: int) -> list[Cell]:
    points = "" if row.outcome == "error" else f"{row.score} of {max_score}"
    not_met = ", ".join(mark.id for mark in row.marks if mark.outcome != "met")
    same = f"same as {row.same_as}" if row.same_as else ""
    note = "; ".join(part for part in (row.reason, same) if part) or not_met
    return [(row.id, ""), (points, ""), (row.outcome, _STYLES[row.outcome]), (note, "")]
