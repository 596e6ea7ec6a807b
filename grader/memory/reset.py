"""The untouched starter again: what was there is kept beside it, where it is neither graded nor committed."""

import shutil
import tempfile
import time
from pathlib import Path

from grader.errors import EngineFailureError, UsageError
from grader.text import one_line

KEPT = ".before-reset"
"""A folder in starter/ whose .gitignore names all of it; a class takes no folder with a dot in front."""


def copy_place(starter: Path) -> Path:
    """Where a copy of the starter would be kept, by the time of day; nothing is there."""
    name = f"{starter.name}-{time.strftime('%Y%m%d-%H%M%S')}"
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    places = (starter.parent / KEPT / each for each in names)
    return next(place for place in places if not place.exists() and not place.is_symlink())


def check_reset(original: Path, starter: Path) -> None:
    """UsageError where the starter cannot be laid down again; nothing was touched by then."""
    if original == starter or not original.is_dir() or original.is_symlink():
        raise UsageError(f"there is no untouched copy of this starter: {original} is no folder of its own")
    if starter.is_symlink() or (starter.exists() and not starter.is_dir()):
        raise UsageError(f"{starter} is a link or a file, which is not touched: move it away first")


def reset(original: Path, starter: Path, keep_at: Path) -> bool:
    """Lay the original down as the starter; what was there moves to `keep_at`. Whether anything was there.

    Links are laid as links. The new starter is complete before the old one moves, and an interruption
    between the two moves brings the old one back. EngineFailureError where the machine cannot do it.
    """
    try:
        kept = _folder_for_copies(starter.parent)
        made = Path(tempfile.mkdtemp(dir=kept, prefix=".new-"))
        try:
            shutil.copytree(original, made / starter.name, symlinks=True)
            return _exchange(made / starter.name, starter, keep_at)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except (OSError, shutil.Error) as error:
        why = one_line(getattr(error, "strerror", None) or str(error), 300)
        raise EngineFailureError(f"{starter} cannot be reset: {why}; your files are as they were") from None


def _folder_for_copies(folder: Path) -> Path:
    kept = folder / KEPT
    kept.mkdir(parents=True, exist_ok=True)
    if kept.is_symlink():
        raise NotADirectoryError(0, f"{kept} is a link")
    (kept / ".gitignore").write_text("*\n", encoding="utf-8")
    return kept


def _exchange(new: Path, starter: Path, keep_at: Path) -> bool:
    there = starter.exists()
    try:
        if there:
            starter.rename(keep_at)
        new.rename(starter)
    except BaseException:
        if there and not starter.exists():
            keep_at.rename(starter)
        raise
    return there
