"""A temporary course in which a challenge is drafted, and the way from there into the real one."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.engine.ownership import temporary_prefix
from grader.errors import UsageError
from grader.values import Value

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_PLACES = ("starter", "solutions", "challenges")
"""The folders of a course that hold one for each challenge; the last one makes it a challenge."""


class Workshop(Value):
    """The temporary course; `course` is the folder that the finished challenge goes to."""

    root: Path
    course: Path
    challenge_id: str

    @property
    def folder(self) -> Path:
        """Where the files of the challenge are written."""
        return self.root / "challenges" / self.challenge_id

    def write(self, name: str, text: str) -> None:
        """Write a file of the challenge."""
        (self.folder / name).write_text(text, encoding="utf-8")

    def hand_over(self) -> list[Path]:
        """Put the challenge into the course, whole or not at all; returns the folders that are new.

        UsageError where it cannot be written.
        """
        made: list[Path] = []
        try:
            for place in _PLACES:
                target = self.course / place / self.challenge_id
                if place == "challenges" or not target.exists():
                    made.append(target)
                    _put(self.root / place / self.challenge_id, target)
        except BaseException as error:
            for folder in made:
                shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, OSError):
                raise UsageError(f"{made[-1]} cannot be written: {error.strerror}") from None
            raise
        return made


@contextmanager
def workshop(starter: Path, solution: Path, course: Path, challenge_id: str) -> Iterator[Workshop]:
    """A temporary course with copies of both folders. UsageError where something is in the way."""
    check_free(starter, solution, course, challenge_id)
    with tempfile.TemporaryDirectory(prefix=temporary_prefix()) as name:
        made = Workshop(Path(name), course, challenge_id)
        for source, place in ((starter, "starter"), (solution, "solutions")):
            _copy(source, made.root / place / challenge_id)
        _copy(starter, made.folder / "starter")
        yield made


def check_free(starter: Path, solution: Path, course: Path, challenge_id: str) -> None:
    """UsageError where a folder is missing, the id is none, or the place of the new challenge is taken."""
    if not _ID.fullmatch(challenge_id):
        raise UsageError(f"an id is made of a-z, 0-9 and -: give one with --id; got {challenge_id!r}")
    for folder in (starter, solution):
        if not (folder / "Dockerfile").is_file():
            raise UsageError(f"{folder} holds no Dockerfile")
    if starter.resolve() == solution.resolve():
        raise UsageError("starter and solution are the same folder")
    for place, own in zip(_PLACES, (starter, solution, None), strict=True):
        target = course / place / challenge_id
        if target.exists() and (own is None or target.resolve() != own.resolve()):
            raise UsageError(f"{target} is there already: choose another name with --id")


def _copy(source: Path, target: Path) -> None:
    try:
        shutil.copytree(source, target, symlinks=True)
    except (OSError, shutil.Error) as error:
        raise UsageError(f"{source} cannot be copied: {str(error)[:200]}") from None


def _put(source: Path, target: Path) -> None:
    """Copy a folder beside its place and rename it, so that it is there whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".draft-") as name:
        copy = Path(shutil.copytree(source, Path(name) / target.name, symlinks=True))
        copy.rename(target)
