"""Points for a part of the way: limits, each with the points of who keeps it."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, WithJsonSchema

from grader.units import SIZE_UNITS, parse_size, show_size

Part: TypeAlias = tuple[int, int]
"""A limit in bytes, and the points of what lies under it."""


def _parts(written: object) -> tuple[Part, ...]:
    if not isinstance(written, Mapping):
        raise ValueError(f"expected sizes with points such as {{300MB: 5, 200MB: 20}}, got {written!r}")
    return tuple((parse_size(size), _points(points)) for size, points in written.items())


def _points(points: Any) -> int:
    if type(points) is not int or points < 1:
        raise ValueError(f"points are whole and more than zero, got {points!r}")
    return points


Parts = Annotated[
    tuple[Part, ...],
    BeforeValidator(_parts),
    WithJsonSchema(
        {
            "type": "object",
            "minProperties": 2,
            "propertyNames": {"pattern": rf"^\s*[0-9]+(\.[0-9]+)?\s*({'|'.join(SIZE_UNITS)})\s*$"},
            "additionalProperties": {"type": "integer", "minimum": 1},
        }
    ),
]
"""Written in YAML as `{300MB: 5, 200MB: 20}`: from the widest limit to the one that gives all points."""


def check_parts(parts: tuple[Part, ...], under: int, points: int) -> None:
    """ValueError unless limits fall and points rise from part to part, up to `under` and `points`."""
    for (size, some), (next_size, more) in pairwise(parts):
        if next_size >= size or more <= some:
            raise ValueError(
                "each has a smaller size and more points than the one before, "
                f"got {show_size(next_size)}: {more} after {show_size(size)}: {some}"
            )
    if parts[-1:] != ((under, points),):
        raise ValueError(f"the last one must be {show_size(under)}: {points}, as under and points say")
    if len(parts) == 1:
        raise ValueError("name a limit on the way, too, such as {300MB: 5, 200MB: 20}")


def points_reached(parts: tuple[Part, ...], size: int) -> int:
    """The points of the best part that `size` lies in; 0 where it lies in none."""
    return max((points for limit, points in parts if size < limit), default=0)


def on_the_way(parts: tuple[Part, ...]) -> str:
    """What the parts but the last one give, for what is expected."""
    *some, (_, most) = parts
    given = ", ".join(f"under {show_size(limit)}: {points} of {most} points" for limit, points in some)
    return f" ({given})"


def told_parts(parts: tuple[Part, ...], size: int) -> str:
    """How far `size` has come: `5 of 20 points: under 300 MB; under 200 MB gives all`."""
    most, reached = parts[-1][1], points_reached(parts, size)
    done = next((f": under {show_size(limit)}" for limit, points in parts if points == reached), "")
    missing = ((limit, "all" if points == most else points) for limit, points in parts if points > reached)
    gives = ", ".join(f"under {show_size(limit)} gives {points}" for limit, points in missing)
    return f"{reached} of {most} points{done}; {gives}"
