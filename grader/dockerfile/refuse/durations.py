"""Durations as HEALTHCHECK takes them."""

import re

from grader.dockerfile.errors import Problem

# Go takes the micro sign and the Greek letter.
_NANOSECONDS = {
    "ns": 1,
    "us": 1_000,
    "µs": 1_000,
    "μs": 1_000,
    "ms": 1_000_000,
    "s": 1_000_000_000,
    "m": 60_000_000_000,
    "h": 3_600_000_000_000,
}
_PART = re.compile(r"([0-9]{1,18}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})([a-zµμ]{1,2})")
_SHORTEST = 1_000_000
"""One millisecond (MinimumDuration of the engine's container package)."""


def check_duration(name: str, value: str | None) -> None:
    """Raise Problem unless the value is empty, zero or a Go duration of at least one millisecond."""
    if not value:
        return
    nanoseconds = _nanoseconds(value)
    if nanoseconds is None:
        raise Problem(f'--{name}: invalid duration "{value}" (try 30s or 1m30s)')
    if nanoseconds != 0 and nanoseconds < _SHORTEST:
        raise Problem(f"--{name} cannot be less than 1ms")


def _nanoseconds(value: str) -> float | None:
    sign = -1 if value.startswith("-") else 1
    rest = value[1:] if value[0] in "+-" else value
    if rest == "0":
        return 0
    total, at = 0.0, 0
    while match := _PART.match(rest, at):
        if match[2] not in _NANOSECONDS:
            return None
        total += float(match[1]) * _NANOSECONDS[match[2]]
        at = match.end()
    return sign * total if rest and at == len(rest) else None
