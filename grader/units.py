"""Sizes in bytes and durations in seconds, read from and shown in the units people write.

MB is 1,000,000 bytes and MiB is 1,048,576 bytes (IEC 80000-13).
"""

import re
from decimal import Decimal
from typing import TypeVar

Number = TypeVar("Number", int, float)

SIZE_UNITS = {
    "B": 1,
    "kB": 1000,
    "KB": 1000,
    "KiB": 1024,
    "MB": 1000**2,
    "MiB": 1024**2,
    "GB": 1000**3,
    "GiB": 1024**3,
}
DURATION_UNITS = {"ms": Decimal("0.001"), "s": Decimal(1), "m": Decimal(60), "min": Decimal(60)}
_QUANTITY = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,6})?)\s*([A-Za-z]+)")


def parse_size(text: object) -> int:
    """Bytes of a text such as `200MB` or `1.5GiB`; ValueError says what was expected."""
    number, unit = _quantity(text, "a size such as 200MB or 190MiB")
    if unit not in SIZE_UNITS:
        raise ValueError(f"unknown unit {unit!r} in {text!r}: use one of {', '.join(SIZE_UNITS)}")
    return _positive(int(number * SIZE_UNITS[unit]), text)


def parse_duration(text: object) -> float:
    """Seconds of a text such as `30s`, `500ms` or `2m`; ValueError says what was expected."""
    number, unit = _quantity(text, "a duration such as 30s, 500ms or 2m")
    if unit not in DURATION_UNITS:
        raise ValueError(f"unknown unit {unit!r} in {text!r}: use one of {', '.join(DURATION_UNITS)}")
    return _positive(float(number * DURATION_UNITS[unit]), text)


def show_size(size_bytes: int) -> str:
    """`176.1 MB`, `200 MB`: megabytes of 1,000,000 bytes, smaller numbers in kB or bytes."""
    for unit, name in ((1000**2, "MB"), (1000, "kB")):
        if size_bytes >= unit:
            return (
                f"{size_bytes // unit} {name}"
                if size_bytes % unit == 0
                else f"{size_bytes / unit:.1f} {name}"
            )
    return f"{size_bytes} bytes"


def show_duration(seconds: float) -> str:
    """`30 s`, `0.5 s`: seconds, with one decimal where it says something."""
    return f"{seconds:.0f} s" if seconds >= 10 or seconds == int(seconds) else f"{seconds:.1f} s"


def _quantity(text: object, expected: str) -> tuple[Decimal, str]:
    match = _QUANTITY.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None:
        raise ValueError(f"expected {expected}, got {text!r}")
    return Decimal(match[1]), match[2]


def _positive(number: Number, text: object) -> Number:
    if number <= 0:
        raise ValueError(f"must be more than zero, got {text!r}")
    return number
