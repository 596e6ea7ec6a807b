"""Files of a learner's folder, found and laid elsewhere: no link is followed, and there are limits."""

import os
import shutil
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from grader.bench.given import Learners
from grader.text import one_line
from grader.units import show_size

MAX_ENTRIES = 20_000
MAX_BYTES = 500_000_000


class UnusableFolderError(Exception):
    """The learner's folder cannot be laid over anything; the text says why."""


def entries(
    submission: Path, learners: Learners, given: dict[str, Path | None]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything in the folders that may matter, by its path; no link is followed."""
    waiting, seen, size = [""], 0, 0
    while waiting:
        below = waiting.pop()
        for entry in _listed(submission, below):
            path = f"{below}{entry.name}"
            seen, size = (
                seen + 1,
                size + (entry.stat(follow_symlinks=False).st_size if learners.have(path) else 0),
            )
            if seen > MAX_ENTRIES or size > MAX_BYTES:
                raise UnusableFolderError(
                    f"the folder holds more than {MAX_ENTRIES:,} files or {show_size(MAX_BYTES)}"
                )
            yield path, entry
            enters = given[path] is None if path in given else learners.may_have_below(path)
            if enters and entry.is_dir(follow_symlinks=False):
                waiting.append(f"{path}/")


def _listed(submission: Path, below: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(submission / below) as found:
            return list(islice(found, MAX_ENTRIES + 1))
    except OSError as error:
        shown = one_line(below) or "the folder"
        raise UnusableFolderError(f"{shown} cannot be read: {error.strerror}") from None


def same(entry: os.DirEntry[str], own: Path) -> bool:
    """Whether a given file is as it was handed out; what cannot be read is not."""
    try:
        if entry.is_symlink() or own.is_symlink():
            return entry.is_symlink() and own.is_symlink() and os.readlink(entry) == os.readlink(own)  # noqa: PTH115 - entry
        same_size = entry.is_file() and entry.stat().st_size == own.stat().st_size
        return same_size and Path(entry).read_bytes() == own.read_bytes()
    except OSError:
        return False


def lay_folder(source: Path, target: Path) -> None:
    """A folder with the permissions of the other one; it can be written into."""
    target.mkdir(parents=True, exist_ok=True)
    target.chmod(stat.S_IMODE(source.stat().st_mode) | stat.S_IRWXU)


def lay(source: Path, target: Path) -> None:
    """The same file in another place, or a copy of it; what is there already stays."""
    if os.path.lexists(target):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
