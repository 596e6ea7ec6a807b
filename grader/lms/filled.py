"""A platform's own table, filled in with the marks of a class."""

from collections.abc import Collection, Sequence
from pathlib import Path

from grader.errors import UsageError
from grader.report.class_report import ClassReport
from grader.text import did_you_mean, one_line
from grader.values import Value


class Filled(Value, kw_only=True):
    """The rows, with headings; `left` are those whose mark is not in them, each with why.

    `zeros` are those whose 0 is in them, but may not be taken by the platform.
    """

    rows: list[Sequence[str]]
    left: dict[str, str]
    zeros: Sequence[str] = ()


def check_listed(report: ClassReport, listed: Collection[str], file: Path) -> None:
    """Whether everybody of the class is in the platform's file. Raises UsageError with the learner."""
    for row in report.rows:
        if row.id not in listed:
            near = did_you_mean(row.id, listed)
            raise UsageError(
                f"{file}: nobody in it is {one_line(row.id, 80)!r}, who is in the class{near}: "
                "is it another course's or assignment's?"
            )
