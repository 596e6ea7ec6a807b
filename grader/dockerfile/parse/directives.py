r"""The parser directives `# escape=`, `# syntax=` and `# check=` at the top of a Dockerfile.

BuildKit reads them twice (frontend/dockerfile/parser): its parser, which acts on `escape` only, takes blanks
before the `#`; DetectSyntax and ParseDirective, which look for `syntax` and `check`, do not, but discard a
first line that starts with `#!`. The other two forms of DetectSyntax, `// syntax=` and one JSON object, are
no Dockerfile: their first word is an unknown instruction.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from grader.dockerfile.errors import Problem
from grader.dockerfile.parse.lines import SPACES, without_newline
from grader.values import Value

_BLANK = " \t\n\f\r"
_DIRECTIVE = re.compile(rf"#[{SPACES}]*([a-zA-Z][a-zA-Z0-9]*)[{_BLANK}]*=(.*)", re.DOTALL)
_NAMES = frozenset({"escape", "syntax", "check"})
_ESCAPES = ("\\", "`")


class Directive(Value):
    """One line `# name=value`; the name is in small letters, the line 1-based."""

    name: str
    value: str
    line: int
    indented: bool = False
    """Blanks stand before the `#`."""


class Directives(Value):
    """What is in force, and which lines an engine could look at for it."""

    escape: str = "\\"
    syntax: Directive | None = None
    check: Directive | None = None
    lines: tuple[int, ...] = ()
    """Every line at the top that has the form of a directive: BuildKit before 0.11 skipped unknown names."""


def read_directives(lines: Sequence[str]) -> Directives:
    r"""Read the directives as BuildKit does, until the first line that is none.

    Raises Problem for a directive given twice and for an escape other than \ and `.
    """
    shebang = bool(lines) and lines[0].startswith("#!")
    alike = list(_alike(lines, 1 if shebang else 0))
    known = list(takewhile(lambda item: item.name in _NAMES and item.value, alike))
    parsed = {} if shebang else _parsed(known)
    detected: dict[str, Directive] = {}
    for directive in takewhile(lambda item: not item.indented, known):
        detected.setdefault(directive.name, directive)
    return Directives(
        escape=parsed.get("escape", _ESCAPES[0]),
        syntax=detected.get("syntax"),
        check=detected.get("check"),
        lines=tuple(directive.line for directive in alike),
    )


def _alike(lines: Sequence[str], start: int) -> Iterator[Directive]:
    for number, line in enumerate(lines[start:], start + 1):
        text = without_newline(line)
        match = _DIRECTIVE.fullmatch(text.lstrip(SPACES))
        if match is None:
            return
        value = match[2] and (match[2].strip(_BLANK) or " ")
        yield Directive(match[1].lower(), value, number, not text.startswith("#"))


def _parsed(known: Sequence[Directive]) -> dict[str, str]:
    found: dict[str, str] = {}
    for directive in known:
        name, value = directive.name, directive.value
        if name in found:
            raise Problem(f"only one {name} parser directive can be used", directive.line)
        if name == "escape" and value not in _ESCAPES:
            raise Problem(f"invalid escape token '{value}' does not match ` or \\", directive.line)
        found[name] = value
    return found
