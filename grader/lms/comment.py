"""A row of the class's table as a comment on a platform that takes HTML."""

from html import escape

from grader.classroom.late import show_points
from grader.lms.marks import points_of
from grader.report.class_report import ClassCriterion, ClassReport, ClassRow, Mark

BEGIN = "<p><strong>Graded automatically</strong></p>"
"""How each one begins, so that a later one takes the place of an earlier one."""


def comment(report: ClassReport, row: ClassRow) -> str:
    """The points, what counts and why, what happened, and the outcome of each criterion."""
    known = {one.id: one for one in report.criteria}
    items = [_item(mark, known[mark.id]) for mark in row.marks if mark.id in known]
    told = [*([row.reason] if row.reason else []), *(cause.title for cause in row.causes)]
    happened = [f"<p>{escape(text)}</p>" for text in told]
    listed = [f"<ul>{''.join(items)}</ul>"] if items else []
    return "".join([BEGIN, f"<p>{escape(_points(report, row))}</p>", *happened, *listed])


def _item(mark: Mark, criterion: ClassCriterion) -> str:
    return f"<li>{mark.outcome}: {escape(criterion.title)} ({mark.points} of {criterion.max_points})</li>"


def with_comment(before: str, made: str) -> str:
    """What a teacher wrote stays before it; an earlier comment of the grader's goes."""
    return before.partition(BEGIN)[0] + made


def _points(report: ClassReport, row: ClassRow) -> str:
    earned = "" if row.outcome == "error" else f"{row.score} of {report.max_score} points"
    if row.counted is None or not row.counted.why:
        return earned
    points = points_of(row)
    counts = "" if points is None else f"{show_points(points)} count"
    return f"{', '.join(filter(None, (earned, counts)))} ({row.counted.why})"
