"""The challenges of a course: the folder that holds them, found by id."""

import fnmatch
from collections.abc import Sequence
from pathlib import Path

from grader.challenge.loader import load_challenge
from grader.challenge.model import Challenge
from grader.challenge.names import full_name
from grader.course import course_folder
from grader.errors import UsageError
from grader.text import did_you_mean
from grader.values import Value, field


class Catalogue(Value):
    """The challenges below `root`/challenges; `root` is the course, and UsageError where there is none."""

    root: Path = field(default_factory=course_folder)

    @property
    def files(self) -> dict[str, Path]:
        """Each challenge's file by its id, sorted."""
        found = sorted((self.root / "challenges").glob("*/challenge.yaml"))
        return {file.parent.name: file for file in found}

    def select(self, patterns: Sequence[str]) -> list[Path]:
        """The files of the challenges whose ids match one of the patterns; all where there is none.

        UsageError where a pattern matches nothing; it names the nearest ids.
        """
        files = self.files
        for pattern in patterns:
            if not fnmatch.filter(files, pattern):
                raise UsageError(self._unknown(pattern, list(files)))
        wanted = {name for pattern in patterns or ["*"] for name in fnmatch.filter(files, pattern)}
        return [file for name, file in files.items() if name in wanted]

    def load(self, challenge_id: str) -> Challenge:
        """The challenge with exactly this id; UsageError names the nearest ones where there is none."""
        files = self.files
        if challenge_id not in files:
            raise UsageError(self._unknown(challenge_id, list(files)))
        return load_challenge(files[challenge_id])

    def find(self, beginning: str) -> Challenge:
        """The challenge with this id, or the only one whose id begins so. Raises UsageError."""
        return load_challenge(self.files[full_name(beginning, self.files, "challenge")])

    def _unknown(self, name: str, known: list[str]) -> str:
        there_are = f"there are: {', '.join(known)}" if known else f"there is none below {self.root}"
        return f"no challenge {name!r}{did_you_mean(name, known)} ({there_are})"
