"""The kinds of criteria: one kind, one file. A new file here is found by itself."""

import importlib
import pkgutil

from grader.criterion import Criterion

__all__ = ["find_kind", "kinds"]


def find_kind(name: str) -> type[Criterion] | None:
    """The kind of that name; only its own file, which has the same name, is loaded for it."""
    if any(module.name == name for module in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"{__name__}.{name}")
    return _known().get(name)


def kinds() -> dict[str, type[Criterion]]:
    """Every kind of criterion by the name that `check:` takes."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return _known()


def _known() -> dict[str, type[Criterion]]:
    known = sorted(_below(Criterion.__subclasses__()), key=lambda cls: cls.kind())
    return {cls.kind(): cls for cls in known}


def _below(classes: list[type[Criterion]]) -> list[type[Criterion]]:
    """The classes that are kinds of their own, with all that derive from them."""
    return [kind for cls in classes for kind in (cls, *_below(cls.__subclasses__())) if kind.has_kind()]
