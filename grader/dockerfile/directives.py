"""The parser directives `# escape=`, `# syntax=` and `# check=` at the top of a Dockerfile."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.dockerfile.errors import DockerfileError
from grader.dockerfile.lines import SPACES, without_newline

_BLANK = " \t\n\f\r"
_DIRECTIVE = re.compile(rf"#[{_BLANK}]*([a-zA-Z][a-zA-Z0-9]*)[{_BLANK}]*=(.+)", re.DOTALL)
_NAMES = frozenset({"escape", "syntax", "check"})


@dataclass(frozen=True, slots=True)
class Directives:
    """The values found; `escape` is a backslash unless the file says otherwise."""

    escape: str = "\\"
    syntax: str | None = None
    check: str | None = None


def read_directives(lines: Sequence[str], file: str) -> Directives:
    r"""Read directives until the first line that is none (BuildKit frontend/dockerfile/parser/directives.go).

    Raises DockerfileError for a directive given twice and for an escape other than \ and `.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        directive = _directive(line)
        if directive is None:
            break
        name, value = directive
        if name in found:
            raise DockerfileError(file, number, f"only one {name} parser directive can be used")
        if name == "escape" and value not in ("\\", "`"):
            raise DockerfileError(file, number, f"invalid escape token '{value}' does not match ` or \\")
        found[name] = value
    return Directives(**found)


def _directive(line: str) -> tuple[str, str] | None:
    match = _DIRECTIVE.match(without_newline(line).lstrip(SPACES))
    if match is None or match[1].lower() not in _NAMES:
        return None
    return match[1].lower(), match[2].strip(_BLANK) or " "
