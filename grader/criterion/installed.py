"""Kinds of criteria that other installed packages bring, each as an entry point named like the kind."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from grader.criterion.base import Criterion
from grader.errors import UsageError

GROUP = "container_challenge_grader.criteria"


def installed_names() -> tuple[str, ...]:
    """The kinds that packages bring, sorted; none of them is loaded."""
    return tuple(sorted(_points()))


def installed_kind(name: str) -> type[Criterion] | None:
    """The kind of that name, loaded; None where no package brings one.

    UsageError where two packages do, and where what is brought is no kind of that name.
    """
    points = _points().get(name, ())
    if len(points) > 1:
        raise UsageError(f"two packages bring a kind {name!r}: {_packages(points)}; uninstall one of them")
    return _loaded(points[0]) if points else None


def package_of(name: str) -> str:
    """The package that brings a kind, with its version; empty for a kind that no package brings."""
    return _packages(_points().get(name, ()))


def packages_of(criteria: Iterable[Criterion]) -> list[str]:
    """The packages, with their versions, that these criteria are from, beside the grader."""
    foreign = {one.kind() for one in criteria if not type(one).__module__.startswith("grader.criteria.")}
    return sorted({package_of(name) for name in foreign})


def forget() -> None:
    """Look again at what is installed, the next time that it is asked for."""
    _points.cache_clear()


@cache
def _points() -> dict[str, tuple[EntryPoint, ...]]:
    found: dict[str, tuple[EntryPoint, ...]] = {}
    for point in entry_points(group=GROUP):
        found[point.name] = (*found.get(point.name, ()), point)
    return found


def _loaded(point: EntryPoint) -> type[Criterion]:
    try:
        kind = point.load()
    except Exception as error:  # whatever another package's code does
        why = f"{type(error).__name__}: {error}"
        raise UsageError(f"{_packages([point])}: the kind {point.name!r} cannot be loaded: {why}") from error
    is_kind = isinstance(kind, type) and issubclass(kind, Criterion) and kind.has_kind()
    if not is_kind or kind.kind() != point.name:
        what = f"{point.value} is no kind with check: {point.name}"
        raise UsageError(f"{_packages([point])}: the entry point {point.name!r} is wrong: {what}")
    return cast("type[Criterion]", kind)


def _packages(points: Sequence[EntryPoint]) -> str:
    known = [point.dist for point in points if point.dist is not None]
    return " and ".join(sorted(f"{package.name} {package.version}" for package in known))
