"""The kinds of criteria: one kind, one file. A new file here is found by itself.

Other packages bring further ones (`grader/criterion/installed.py`). A kind is loaded when it is named.
"""

import importlib
import pkgutil
from functools import cache

from grader.criterion import Criterion
from grader.errors import UsageError

__all__ = ["built_in_kinds", "find_kind", "kinds"]


def find_kind(name: str) -> type[Criterion] | None:
    """The kind of that name; only its own file, which has the same name, is loaded for it.

    UsageError where two packages bring it, or what one brings is no kind.
    """
    if name in _names():
        return _built_in(name)
    from grader.criterion.installed import installed_kind  # looks at every installed package

    return installed_kind(name)


def kinds() -> dict[str, type[Criterion]]:
    """Every kind of criterion by the name that `check:` takes, sorted.

    UsageError where one name means two kinds, with the packages that they come from.
    """
    from grader.criterion.installed import installed_kind, installed_names, package_of

    known = built_in_kinds()
    for name in installed_names():
        if name in known:
            raise UsageError(f"two packages bring a kind {name!r}: the grader itself and {package_of(name)}")
        kind = installed_kind(name)
        known |= {name: kind} if kind else {}
    return dict(sorted(known.items()))


def built_in_kinds() -> dict[str, type[Criterion]]:
    """The kinds of this folder by their names, sorted."""
    for name in _names():
        importlib.import_module(f"{__name__}.{name}")
    return _known()


@cache
def _names() -> list[str]:
    return [module.name for module in pkgutil.iter_modules(__path__)]


@cache
def _built_in(name: str) -> type[Criterion]:
    importlib.import_module(f"{__name__}.{name}")
    return _known()[name]


def _known() -> dict[str, type[Criterion]]:
    loaded = [cls for cls in _below(Criterion.__subclasses__()) if cls.__module__.startswith(f"{__name__}.")]
    return {cls.kind(): cls for cls in sorted(loaded, key=lambda cls: cls.kind())}


def _below(classes: list[type[Criterion]]) -> list[type[Criterion]]:
    """The classes that are kinds of their own, with all that derive from them."""
    return [kind for cls in classes for kind in (cls, *_below(cls.__subclasses__())) if kind.has_kind()]
