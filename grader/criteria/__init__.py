"""The kinds of criteria: one kind, one file. A new file here is found by itself."""

import importlib
import pkgutil

from grader.criteria.base import Criterion, Example, Finding, Met, Unmeasured, Unmet

__all__ = ["Criterion", "Example", "Finding", "Met", "Unmeasured", "Unmet", "kinds"]


def kinds() -> dict[str, type[Criterion]]:
    """Every kind of criterion by the name that `check:` takes."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    known = sorted(_below(Criterion.__subclasses__()), key=lambda cls: cls.kind())
    return {cls.kind(): cls for cls in known}


def _below(classes: list[type[Criterion]]) -> list[type[Criterion]]:
    """The classes that are kinds of their own, with all that derive from them."""
    return [one for cls in classes for one in (cls, *_below(cls.__subclasses__())) if one.has_kind()]
