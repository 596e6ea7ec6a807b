"""The marks of a class, as `grader class` left them in its output folder."""

import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from grader.errors import UsageError
from grader.report.class_report import SCHEMA, ClassReport, ClassRow
from grader.values import from_data

MAX_BYTES = 100_000_000


def read_marks(folder: Path) -> ClassReport:
    """The table in class.json, without what was compared. UsageError where there is none of this grader's."""
    file = folder / "class.json"
    try:
        if file.stat().st_size > MAX_BYTES:
            raise UsageError(f"{file} is larger than {MAX_BYTES} bytes")
        text = file.read_text("utf-8")
    except OSError as error:
        raise UsageError(f"{file}: no marks of grader class: {error.strerror}") from None
    try:
        found = json.loads(text)
        if found["schema"] != SCHEMA:
            raise ValueError(found["schema"])
        return from_data(ClassReport, found | {"likeness": None})
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UsageError(f"{file} was not written by this grader: call grader class once more") from None


def points_of(row: ClassRow) -> Decimal | None:
    """What counts; None where there is no mark."""
    if row.counted is not None:
        return None if row.counted.points is None else Decimal(str(row.counted.points))
    return None if row.outcome == "error" else Decimal(row.score)


def scaled(points: Decimal, most: int, other: Decimal) -> Decimal:
    """The points where there are `other` in all in place of `most`, to two decimals."""
    return (points * other / most).quantize(Decimal("0.01"), ROUND_HALF_UP)
