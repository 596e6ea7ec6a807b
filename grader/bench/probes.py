"""Paths that a pattern means, made up: what a folder may hold tomorrow, or on another machine."""

import random
import re
import string
from collections.abc import Iterator, Sequence

from grader.dockerfile.ignore import IgnoreFile

MAX_FOLDERS = 20
_LETTERS = string.ascii_lowercase + string.digits
_DRAW = random.SystemRandom()


def ignores_whatever(ignore: IgnoreFile, pattern: str, folders: Sequence[str]) -> bool:
    """Whether the ignore file keeps out what the pattern means, under any name and at any depth.

    That is tried with names drawn anew for each call: who knows one could keep out just that. `folders` are
    some that are there.
    """
    return all(ignore.ignores(probe) for probe in _probes(pattern, folders))


def _probes(pattern: str, folders: Sequence[str]) -> Iterator[str]:
    """`**/` means the top folder, a folder below it that is there or not, and those below that."""
    plain = pattern.strip("/")
    inside = ("/*", "/*/*", "/.*") if pattern.endswith("/") else ("",)
    above: tuple[str, ...] = ("",)
    if "**/" in plain:
        deep = "*/" * _DRAW.randint(3, 8)
        above = ("", "*/", ".*/", "*/*/", deep, *(f"{folder}/" for folder in folders[:MAX_FOLDERS]))
    for start in above:
        for end in inside:
            yield from _named(plain.replace("**/", start).replace("**", "*") + end)


def _named(form: str) -> Iterator[str]:
    """The form with a name in the place of each wildcard: of letters, of one, with other characters."""
    for length, alphabet in ((8, _LETTERS), (1, _LETTERS), (12, f"{_LETTERS}-_. ")):
        parts = re.split(r"([*?])", form)
        parts[1::2] = [_name(1 if wildcard == "?" else length, alphabet) for wildcard in parts[1::2]]
        yield "".join(parts)


def _name(length: int, alphabet: str) -> str:
    return "".join(_DRAW.choice(alphabet if 0 < at < length - 1 else _LETTERS) for at in range(length))
