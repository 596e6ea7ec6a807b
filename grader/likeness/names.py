"""Names that a learner chose and another could have chosen otherwise: folders that stages hand on."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from grader.dockerfile import Instruction

MOST = 20
"""Folders of one Dockerfile that are numbered."""
MOST_NAMED, MOST_DEEP = 200, 10
_SYSTEM = frozenset(
    {"bin", "boot", "dev", "etc", "home", "lib", "lib64", "proc", "root", "run", "sbin", "sys", "usr", "var"}
)
"""Folders whose names a system gives them (Filesystem Hierarchy Standard 3.0)."""
_SHARED = frozenset({"/opt", "/srv", "/tmp", "/mnt", "/media"})  # noqa: S108 - a name, nothing is written there
"""Folders in which everybody may make one."""
_NUMBERED = re.compile(r"\((stage|folder) \d{1,3}\)")


def chosen_folders(instructions: Iterable[Instruction], starter: str) -> list[str]:
    """The folders that `COPY --from` names and those above them; none of a system or of the starter."""
    found = (
        folder
        for item in instructions
        if item.keyword == "COPY" and item.flag("from")
        for word in item.words
        for folder in _with_those_above(word)
    )
    unique = list(dict.fromkeys(islice(found, MOST_NAMED)))[:MOST]
    return [folder for folder in unique if not _names(folder).search(starter)]


def without_numbers(text: str) -> str:
    """The text without the numbers of stages and folders, which depend on what stands before it."""
    return _NUMBERED.sub(r"(\1)", text)


@dataclass
class Renamed:
    """Replaces the folders by numbers, in the order in which they are met."""

    folders: Iterable[str]
    _numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The longest comes first: `/build/wheels` before `/build`."""
        known = sorted(self.folders, key=lambda folder: -len(folder))
        self._pattern = _names(*known) if known else None

    def apply(self, text: str) -> str:
        """The text with the folders' numbers in place of their names."""
        return self._pattern.sub(self._number, text) if self._pattern else text

    def _number(self, match: "re.Match[str]") -> str:
        number = self._numbers.setdefault(match[0], len(self._numbers) + 1)
        return f"(folder {number})"


def _names(*folders: str) -> "re.Pattern[str]":
    """Where one of the folders is named, itself or something below it."""
    return re.compile(rf"(?<![\w/.-])(?:{'|'.join(map(re.escape, folders))})(?![\w.-])")


def _with_those_above(word: str) -> Iterator[str]:
    if not word.startswith("/") or word.count("/") > MOST_DEEP:
        return
    path = posixpath.normpath(word)
    if "." in posixpath.basename(path) or "*" in path:
        path = posixpath.dirname(path)
    while path not in ("/", "//") and path.split("/")[1] not in _SYSTEM and path not in _SHARED:
        yield path
        path = posixpath.dirname(path)
