"""`csv`: one row for each criterion (RFC 4180), safe to open in a spreadsheet."""

import csv
import io

from grader.grading import Verdict
from grader.report.model import Report
from grader.report.spreadsheet import is_formula
from grader.text import one_line

FILE_NAME = "report.csv"
COLUMNS = (
    "challenge",
    "submission",
    "id",
    "title",
    "check",
    "outcome",
    "points",
    "max_points",
    "expected",
    "found",
    "because",
    "advice",
    "hint",
    "file",
    "line",
    "cause",
)


def render(report: Report) -> str:
    """The rows below their heading; every text is quoted, so that no separator splits it."""
    stream = io.StringIO()
    rows = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC)
    rows.writerow(COLUMNS)
    for verdict in report.criteria:
        rows.writerow(_cell(value) for value in _row(report, verdict))
    return stream.getvalue()


def _row(report: Report, verdict: Verdict) -> list[str | int | None]:
    owner = [report.challenge, report.submission]
    said = (getattr(verdict, column) for column in COLUMNS[len(owner) : -1])
    return [*owner, *said, verdict.cause.title if verdict.cause else None]


def _cell(value: str | int | None) -> str | int:
    if isinstance(value, int):
        return value
    raw = value or ""
    text = one_line(raw, 2000)
    return f"'{text}" if is_formula(raw) or is_formula(text) else text
