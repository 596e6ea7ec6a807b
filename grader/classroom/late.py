"""The late rule: what is taken off for each day or hour begun after the deadline."""

import re
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from grader.errors import UsageError
from grader.text import one_line
from grader.values import Value

FORM = "'10% per day' or '2 points per hour', and perhaps ', floor 40%' and ', grace 15m'"

_PERIODS = {"day": timedelta(days=1), "hour": timedelta(hours=1)}
_GRACE = {"m": timedelta(minutes=1), "h": timedelta(hours=1)}
_NUMBER = r"([0-9]{1,6}(?:\.[0-9]{1,4})?)"
_RATE = re.compile(rf"{_NUMBER} ?(%|points?) per (day|hour)")
_FLOOR = re.compile(rf"floor {_NUMBER} ?(%|points?)")
_GRACE_OF = re.compile(r"grace ([0-9]{1,6}) ?(m|h)")
_CENT = Decimal("0.01")


class Amount(Value):
    """Points, or percent of the most points that there are."""

    number: Decimal
    is_percent: bool

    @classmethod
    def of(cls, number: str, unit: str) -> Self:
        """Made of the two parts of a text."""
        return cls(Decimal(number), unit == "%")

    def points(self, most: int) -> Decimal:
        """So many points where there are `most` in all."""
        return self.number * most / 100 if self.is_percent else self.number


class LateRule(Value, kw_only=True):
    """`rate` comes off for each period begun; `floor` is what stays of points that were earned.

    Within `grace` nothing comes off; past it, periods count from the deadline.
    """

    rate: Amount
    period: str
    floor: Amount
    grace: timedelta

    def apply(self, earned: int, most: int, late: timedelta) -> tuple[Decimal, str]:
        """What stays of the points after so long, and the reason in words; empty where it was in time."""
        if late <= self.grace:
            return Decimal(earned), ""
        begun = -(-late // _PERIODS[self.period])
        off, floor = self.rate.points(most) * begun, min(self.floor.points(most), Decimal(earned))
        stays = max(floor, earned - off).quantize(_CENT, ROUND_HALF_UP)
        period = self.period if begun == 1 else f"{self.period}s"
        least = f", not below {show_points(floor)}" if floor and stays == floor else ""
        return stays, f"{begun} {period} late: -{show_points(off)}{least}"


def read_late_rule(text: str, where: str) -> LateRule:
    """The rule of a text such as `10% per day, floor 40%, grace 15m`. UsageError that begins with `where`."""
    rate, *more = (" ".join(part.split()) for part in text.split(","))
    rated = _RATE.fullmatch(rate)
    floors = [found for part in more if (found := _FLOOR.fullmatch(part))]
    graces = [found for part in more if (found := _GRACE_OF.fullmatch(part))]
    if rated is None or max(len(floors), len(graces)) > 1 or len(floors) + len(graces) < len(more):
        raise UsageError(f"{where}: must be {FORM}; got {one_line(text, 80)!r}")
    return LateRule(
        rate=Amount.of(rated[1], rated[2]),
        period=rated[3],
        floor=Amount.of(*floors[0].groups()) if floors else Amount(Decimal(0), is_percent=False),
        grace=int(graces[0][1]) * _GRACE[graces[0][2]] if graces else timedelta(),
    )


def show_points(points: Decimal) -> str:
    """`70`, `67.5`: at most two decimals, and none where they say nothing."""
    return f"{points.quantize(_CENT, ROUND_HALF_UP).normalize():f}"


def as_number(points: Decimal) -> int | float:
    """For JSON and spreadsheets: whole where it is."""
    return int(points) if points == points.to_integral_value() else float(points)
