"""The kinds of criteria: one kind, one file. A new file here is found by itself."""

import importlib
import pkgutil

from grader.criteria.base import Criterion, Example, Finding, Met, Unmeasured, Unmet

__all__ = ["Criterion", "Example", "Finding", "Met", "Unmeasured", "Unmet", "kinds"]


def kinds() -> dict[str, type[Criterion]]:
    """Every kind of criterion by the name that `check:` takes."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return {cls.kind(): cls for cls in _subclasses(Criterion)}


def _subclasses(cls: type[Criterion]) -> list[type[Criterion]]:
    found = [sub for direct in cls.__subclasses__() for sub in (direct, *_subclasses(direct))]
    return sorted((sub for sub in found if sub.has_kind()), key=lambda sub: sub.kind())
