"""Loading many modules at once."""

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

PACKAGE = __name__.partition(".")[0]


@contextmanager
def without_collection() -> Iterator[None]:
    """Import without looking for garbage: what is imported is none, and looking takes a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def without_rewriting() -> None:
    """From now on Python itself loads the modules of this package, also within pytest.

    pytest rewrites the asserts of all modules of a distribution that brings a plugin (its documentation,
    "Assertion Rewriting"); reading them so takes a tenth of a session. There are none to rewrite here.
    """
    if not any(isinstance(finder, _Plain) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Plain())


class _Plain:
    """A finder for this package, ahead of pytest's."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """As Python's own finder; None for other packages."""
        return PathFinder.find_spec(name, path, target) if name.startswith(f"{PACKAGE}.") else None
