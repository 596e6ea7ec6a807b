"""The forms a report is given in, one file each: `FILE_NAME` and `render(report)`.

A new file here is found by itself, under its own name. Where it shows what no criterion may have asked, it
says so with `NEEDS`; where it takes more than the report, such as variables of the environment, it has a
`check` that is called before anything is graded.
"""

import importlib
import pkgutil
from collections.abc import Iterable
from typing import Any, Protocol

from grader.errors import UsageError
from grader.evidence import Question
from grader.report.model import Report
from grader.text import did_you_mean


class Format(Protocol):
    """One module of this package; `NEEDS`, questions, and `check` need not be there."""

    FILE_NAME: str

    def render(self, report: Report) -> str:
        """The whole content of the file. UsageError where something is missing that the form needs."""


def format_names() -> tuple[str, ...]:
    """The names that `--format` takes; no format is imported for them."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def load_format(name: str) -> Format:
    """The format of that name, one of `format_names()`; it is imported when it is needed."""
    module: Format = importlib.import_module(f"{__name__}.{name}")
    return module


def check_formats(names: Iterable[str]) -> None:
    """UsageError where a name is no format's, or where a format lacks what it needs."""
    known = format_names()
    for name in names:
        if name not in known:
            near = did_you_mean(name, known) or f"; there are {', '.join(known)}"
            raise UsageError(f"there is no format {name!r}{near}")
        check = getattr(load_format(name), "check", None)
        if check is not None:
            check()


def needed_for(names: Iterable[str]) -> tuple[Question[Any], ...]:
    """What must be asked of a submission that is shown in these formats, besides what criteria ask."""
    questions = (question for name in names for question in getattr(load_format(name), "NEEDS", ()))
    return tuple(dict.fromkeys(questions))
