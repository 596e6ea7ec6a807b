"""The forms a report is given in, one file each: `FILE_NAME` and `render(report)`.

A new file here is found by itself, under its own name.
"""

import importlib
import pkgutil
from typing import Protocol

from grader.report.model import Report


class Format(Protocol):
    """One module of this package."""

    FILE_NAME: str

    def render(self, report: Report) -> str:
        """The whole content of the file. UsageError where something is missing that the form needs."""


def format_names() -> tuple[str, ...]:
    """The names that `--format` takes."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def load_format(name: str) -> Format:
    """The format of that name, one of `format_names()`; it is imported when it is needed."""
    module: Format = importlib.import_module(f"{__name__}.{name}")
    return module
