"""Python packages that the requirement files of an exercise name."""

import re
from collections.abc import Sequence

from grader.authoring.drafting.pair import Side
from grader.evidence import BuildOptions, ImageFiles

PREFIX = ("python", "-c", "import sys; print(sys.prefix)")
"""The command that tells which Python it is."""
_FILE = re.compile(r"(?:^|/)requirements[\w.-]*\.txt$")
_NAME = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


def modules(side: Side) -> list[str]:
    """Names under which the packages may be imported: most modules are called as their package."""
    found = []
    for file in side.files:
        if _FILE.search(file) and "/site-packages/" not in file:
            names = (_NAME.match(line) for line in side.text(file).splitlines())
            found += [name[1].lower().replace("-", "_") for name in names if name]
    return [name for name in dict.fromkeys(found) if name.isidentifier()]


def pattern(name: str) -> str:
    """Where a module's package lies, wherever it is installed."""
    return f"/**/{name}/__init__.py"


def installed(side: Side, names: Sequence[str] | None = None, target: str | None = None) -> list[str]:
    """Those of the modules that the image of a stage holds; of the side's own ones by default."""
    asked = modules(side) if names is None else names
    question = ImageFiles(tuple(map(pattern, asked)), options=BuildOptions(target))
    fact = side.ask(question) if asked else None
    return [name for name, entries in zip(asked, fact.entries, strict=True) if entries] if fact else []
