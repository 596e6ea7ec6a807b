"""grader.toml in the course's top folder: what holds for all challenges of the course.

It is read with the standard library alone: the engine's part asks for the mirror.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.course import find_course
from grader.errors import UsageError
from grader.text import did_you_mean
from grader.values import Value, field

FILE_NAME = "grader.toml"
MAX_BYTES = 100_000
_MIRROR = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9.-]*(?::\d{1,5})?(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*", re.ASCII)
_PACKAGE = re.compile(r"\./[^\n]+|[A-Za-z0-9][^\n]*")
_MIRROR_FORM = "a mirror is HOST[:PORT][/PATH], such as registry.example:5000"
_TEXT, _TEXTS, _TABLE = "a text in quotes", "a list of texts", "a table of keys"
_KEYS = {
    "title": _TEXT,
    "mirror": _TEXT,
    "kinds": _TEXTS,
    "images": _TEXTS,
    "limits": _TABLE,
    "due": _TABLE,
    "late": _TEXT,
}


class Settings(Value, kw_only=True):
    """What the file says. `images` and `limits` are for challenges that have none of their own.

    `kinds` are the packages with further kinds of criteria, as pip takes them from the course's folder. `due`
    has the deadlines by challenge, `late` is what comes off after them. `lines` tells on which line each key
    stands.
    """

    title: str = ""
    mirror: str = ""
    kinds: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    limits: Mapping[str, Any] = field(default_factory=dict)
    due: Mapping[str, Any] = field(default_factory=dict)
    late: str = ""
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)


def read_settings(course: Path) -> Settings:
    """The settings of a course; all empty where it has no such file.

    UsageError with line, key and nearest word.
    """
    import tomllib  # few courses have settings

    file = course / FILE_NAME
    if not file.is_file():
        return Settings()
    text = _text(file)
    try:
        found = tomllib.loads(text)
    except ValueError as error:
        what, _, at = str(error).partition(" (at ")
        line = re.match(r"line (\d+)", at)
        raise _wrong(int(line[1]) if line else text.count("\n") + 1, what) from None
    lines = _lines(text)
    for name, value in found.items():
        _check(name, value, lines.get((name,)))
    plain: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in found.items()
    }
    return Settings(**plain, lines=lines)


def mirror() -> str | None:
    """The registry from which official images are pulled, `HOST[:PORT][/PATH]`; None for the official one.

    GRADER_MIRROR comes before `mirror` in the course's grader.toml. Raises UsageError where it is none.
    """
    if named := os.environ.get("GRADER_MIRROR"):
        if not _MIRROR.fullmatch(named):
            raise UsageError(f"GRADER_MIRROR: {_MIRROR_FORM}; got {named!r}")
        return named
    course = find_course()
    return (read_settings(course).mirror or None) if course else None


def _text(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            source = stream.read(MAX_BYTES + 1)
        text = source.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise _wrong(None, f"cannot be read: {error}") from None
    if len(source) > MAX_BYTES:
        raise _wrong(None, f"is larger than {MAX_BYTES} bytes")
    return text.replace("\r\n", "\n")


def _check(name: str, value: Any, line: int | None) -> None:
    form = _KEYS.get(name)
    if form is None:
        near = did_you_mean(name, _KEYS) or f" (there are: {', '.join(_KEYS)})"
        raise _wrong(line, f"{name}: unknown key{near}")
    fits = {
        _TEXT: isinstance(value, str),
        _TEXTS: isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value),
        _TABLE: isinstance(value, dict),
    }
    if not fits[form]:
        raise _wrong(line, f"{name}: must be {form}, got {value!r}")
    if name == "kinds" and not all(_PACKAGE.fullmatch(one) for one in value):
        raise _wrong(line, f"kinds: a package is NAME, NAME>=1.2 or ./FOLDER, got {value!r}")
    if name == "mirror" and not _MIRROR.fullmatch(value):
        raise _wrong(line, f"mirror: {_MIRROR_FORM}; got {value!r}")


def _lines(text: str) -> dict[tuple[str | int, ...], int]:
    """The line of each key that is written as most are: alone on its line, below the head of its table."""
    found: dict[tuple[str | int, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), start=1):
        if head := re.match(r"\s*\[\s*([\w.-]+)\s*\]", line):
            table = tuple(head[1].split("."))
            found.setdefault(table, number)
        elif key := re.match(r"\s*([\w.-]+)\s*=", line):
            path = (*table, *key[1].split("."))
            for length in range(1, len(path) + 1):
                found.setdefault(path[:length], number)
    return found


def _wrong(line: int | None, why: str) -> UsageError:
    return UsageError(f"{FILE_NAME}:{line}: {why}" if line else f"{FILE_NAME}: {why}")
