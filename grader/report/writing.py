"""Writing report files: whole or not at all."""

import os
import tempfile
from pathlib import Path

from grader.errors import UsageError
from grader.report.model import Report


def check_folder(folder: Path) -> None:
    """Make `folder`, and fail now rather than after the grading where nothing can be written there.

    Raises UsageError.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise UsageError(f"the report folder {folder} cannot be written: {error.strerror}") from None


def write_file(target: Path, text: str, mode: int = 0o644) -> Path:
    """Write a text file whole, in place of an earlier one, into a folder that is there. Raises UsageError.

    Line ends are kept; half a character, as in a file name that is no UTF-8, becomes a question mark.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=target.suffix)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as stream:
            stream.write(text)
        Path(name).chmod(mode)
        Path(name).replace(target)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise UsageError(f"{target} cannot be written: {error.strerror}") from None
    return target


def report_folder(folder: Path, report: Report, count: int) -> Path:
    """Where a report goes: the folder itself where it is the only one, else a folder per challenge."""
    return folder if count == 1 else folder / report.challenge
