"""Overrides: a CSV that the teacher keeps, with the points that count instead of those earned, and why."""

import re
from decimal import Decimal
from pathlib import Path

from grader.classroom.sheet import keyed_rows, read_sheet
from grader.errors import UsageError
from grader.text import one_line
from grader.values import Value

_POINTS = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,2})?")
_COLUMNS = ("id", "points", "reason")


class Override(Value):
    """The points that count, why, and its row, for messages."""

    points: Decimal
    reason: str
    where: str


def read_overrides(file: Path, most: int) -> dict[str, Override]:
    """By the learner's id, from the columns `id`, `points`, `reason`. Raises UsageError with file and row."""
    rows = keyed_rows(read_sheet(file, "list of overrides"), *_COLUMNS, needed=_COLUMNS)
    return {row["id"]: _override(row, where, most) for where, row in rows}


def _override(row: dict[str, str], where: str, most: int) -> Override:
    points = row["points"]
    if not _POINTS.fullmatch(points) or Decimal(points.replace(",", ".")) > most:
        raise UsageError(f"{where}: points: must be from 0 to {most}, got {one_line(points, 80)!r}")
    return Override(Decimal(points.replace(",", ".")), one_line(row["reason"], 200), where)
