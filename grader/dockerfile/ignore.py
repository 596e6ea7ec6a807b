"""What .dockerignore keeps out of the build context, as BuildKit decides it."""

import posixpath
import re
from functools import lru_cache

from grader.dockerfile.wildcards import Matches, Work, matcher
from grader.values import Value

BOM = "\ufeff"
_WILDCARDS = re.compile(r"[*?\[\\]")


class _Line(Value):
    """One line: what it means, and whether it takes back (`!`) what lines above it keep out."""

    names: tuple[str, ...]
    takes_back: bool
    matches: Matches

    def may_mean_below(self, folder: list[str]) -> bool:
        """Whether it may mean something in the folder; true where that is not clear."""
        for mine, theirs in zip(self.names, folder, strict=False):
            if "**" in mine:
                return True
            if not _WILDCARDS.search(mine) and mine != theirs:
                return False
        return len(self.names) > len(folder)


class IgnoreFile:
    """The patterns of one ignore file; ValueError where BuildKit would refuse one of them.

    Each question may raise TooMuchWorkError: the work for all paths together is bounded.
    """

    def __init__(self, text: str, work: Work | None = None) -> None:
        lines = text.removeprefix(BOM).split("\n")
        self._lines = [line for line in map(_read, lines) if line is not None]
        self._work = work or Work()
        self._of_folder = lru_cache(maxsize=1000)(self._matching)

    def ignores(self, path: str) -> bool:
        """Whether the path, relative to the build context with `/` between names, is kept out."""
        return self._matching(path)[1]

    def ignores_all_below(self, folder: str) -> bool:
        """Whether the folder is kept out with everything in it, so that nobody need look into it."""
        names = folder.split("/")
        back = (line for line in self._lines if line.takes_back)
        return self.ignores(folder) and not any(line.may_mean_below(names) for line in back)

    def may_ignore_below(self, folder: str) -> bool:
        """Whether something in the folder may be kept out."""
        names = folder.split("/")
        lines = (line for line in self._lines if not line.takes_back)
        return self.ignores(folder) or any(line.may_mean_below(names) for line in lines)

    def _matching(self, path: str) -> tuple[tuple[bool, ...], bool]:
        """For each line whether it means the path or a folder above it, and whether the path is kept out.

        A line is not asked where its answer would change nothing, as in BuildKit.
        """
        above = path.rpartition("/")[0]
        earlier = self._of_folder(above)[0] if above else (False,) * len(self._lines)
        self._work.spend(1 + len(self._lines) // 16)
        kept_out, means = False, []
        for line, meant in zip(self._lines, earlier, strict=True):
            found = meant or (line.takes_back == kept_out and line.matches(path, self._work))
            means.append(found)
            kept_out = not line.takes_back if found else kept_out
        return tuple(means), kept_out


def _read(text: str) -> _Line | None:
    """What a line means; None for a comment and an empty one. Raises ValueError."""
    pattern = "" if text.startswith("#") else text.strip()
    if not pattern:
        return None
    takes_back = pattern.startswith("!")
    pattern = pattern[1:].strip() if takes_back else pattern
    if not pattern:
        raise ValueError(f"Invalid ignore pattern {text!r}: nothing behind the exclamation mark")
    pattern = posixpath.normpath(re.sub("/+", "/", pattern))
    pattern = pattern[1:] if len(pattern) > 1 and pattern.startswith("/") else pattern
    try:
        return _Line(tuple(pattern.split("/")), takes_back, matcher(pattern))
    except ValueError as error:
        raise ValueError(f"Invalid ignore pattern {text!r}: {error}") from None
