"""What ADD lets the engine fetch: files from addresses, and git repositories.

Facts: ParseGitRef and ParseURL in BuildKit util/gitutil, isHTTPSource in dockerfile2llb/convert.go.
"""

import re
from collections.abc import Iterable, Iterator

from grader.dockerfile.meaning.steps import Step, Word
from grader.dockerfile.parse.syntax import is_heredoc_mark
from grader.values import Value

_HOST = r"(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.?)"
_PLAIN_URL = re.compile(rf"(?:https?|git|ssh)://{_HOST}(?::[0-9]+)?(?:[/?#].*)?", re.IGNORECASE | re.DOTALL)
_SECURE_SHELL = re.compile(rf"(?:[\w-]+@)?{_HOST}:.*", re.ASCII | re.DOTALL)
_GITHUB = re.compile(r"(?P<host>github\.com)/.*", re.DOTALL)
_FORMS = (_PLAIN_URL, _GITHUB, _SECURE_SHELL)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_LOCAL = re.compile(r"\.{0,2}/")
_PLAIN_VARIABLE = re.compile(r"\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*\})", re.ASCII)


class Address(Value):
    """One source of an ADD; `host` is in small letters, None where nothing tells where it leads."""

    text: str
    host: str | None


def addresses(steps: Iterable[Step]) -> Iterator[tuple[int, Address]]:
    """What the ADDs among a stage's steps fetch, or may fetch, each with its line."""
    written: set[str] = set()
    for step in steps:
        if step.instruction.keyword in ("ENV", "ARG"):
            written |= _written_names(step)
        elif step.instruction.keyword == "ADD":
            for word in step.words[:-1]:
                if (found := _fetched(word, written)) is not None:
                    yield step.instruction.line, found


def _written_names(step: Step) -> set[str]:
    """The variables that the step sets; `*` where a variable names one."""
    names = step.instruction.words[::2] if step.instruction.keyword == "ENV" else ()
    return {*step.names, *("*" for name in names if "$" in name)}


def _fetched(word: Word, written: set[str]) -> Address | None:
    if is_heredoc_mark(word.written):
        return None
    if not word.missing:
        return _address(word.value)
    from_the_base = "*" not in written and not word.missing & written
    return None if _is_local(word, from_the_base=from_the_base) else Address(word.written, None)


def _address(source: str) -> Address | None:
    if _LOCAL.match(source):
        return None
    matched = next((match for form in _FORMS if (match := form.fullmatch(source))), None)
    if _SCHEME.match(source) and (matched is None or matched.re is not _PLAIN_URL):
        return Address(source, None)
    return Address(source, matched["host"].lower().rstrip(".")) if matched else None


def _is_local(word: Word, *, from_the_base: bool) -> bool:
    """Whether a word with variables that the Dockerfile does not tell is a path, whatever they are.

    What an official image itself sets is a path, a version or a list of paths; where nothing is written
    around it that could make it an address, it is none that leads to this machine.
    """
    rest = _PLAIN_VARIABLE.sub("", word.written)
    return bool(_LOCAL.match(word.written)) or (from_the_base and not set("$:@\\") & set(rest))
