"""What of a submission is the learner's, and what is given: known before the spec is loaded."""

import re
from pathlib import Path

from grader.course import original_folder, spec_file
from grader.dockerfile.ignore import IgnoreFile
from grader.values import Value

MAX_SPEC_BYTES = 1_000_000
_LINE = re.compile(r"^learner:(?:[ \t]*\[(?P<items>.*)\][ \t]*(?:#.*)?$)?", re.MULTILINE)
_ITEM = re.compile(r"""\s*(?:"([\w.*/!?-]+)"|'([\w.*/!?-]+)'|([\w./][\w.*/-]*))\s*""")


class Given(Value):
    """The patterns of the learner's files, and the folder with the exercise's own; all others are given.

    `original` is None where the learner's folder is all that there is.
    """

    learner: tuple[str, ...] = ("**",)
    original: Path | None = None

    @property
    def nothing(self) -> bool:
        """Whether all files are the learner's."""
        return self.original is None or self.learner == ("**",)


EVERYTHING = Given()
"""A submission that is graded as it is."""


class Learners:
    """Tells the learner's files from the given ones, by patterns as a .dockerignore has them."""

    def __init__(self, patterns: tuple[str, ...]) -> None:
        self.patterns, self._file = patterns, IgnoreFile("\n".join(patterns))
        self._dockerfile = self._file.ignores("Dockerfile")

    def have(self, path: str) -> bool:
        """Whether it is one of theirs; the Dockerfile is under any name that begins like it."""
        named = "/" not in path and path.lower().startswith("dockerfile")
        return self._file.ignores(path) or (named and self._dockerfile)

    def may_have_below(self, folder: str) -> bool:
        """Whether something in the folder may be."""
        return self._file.may_ignore_below(folder)


def given_in(challenge_id: str) -> Given | None:
    """What the spec says of it, read without a YAML reader; None where that takes one, or there is no spec.

    Whoever acts on it compares it with the loaded spec afterwards.
    """
    file = spec_file(challenge_id)
    try:
        text = file.read_bytes()[:MAX_SPEC_BYTES].decode() if file else ""
    except (OSError, ValueError):
        return None
    lines = list(_LINE.finditer(text))
    if not lines or file is None:
        return EVERYTHING
    patterns = _items(lines[0]["items"] or "") if len(lines) == 1 else ()
    return Given(patterns, original_folder(file)) if patterns else None


def _items(listed: str) -> tuple[str, ...]:
    """The items of a plain YAML list on one line; none where one of them is not so plain."""
    found = [_ITEM.fullmatch(item) for item in listed.split(",")]
    return tuple(match.group(match.lastindex or 0) for match in found if match) if all(found) else ()
