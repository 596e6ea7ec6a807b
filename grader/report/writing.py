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


def write_report(report: Report, folder: Path) -> Path:
    """Write report.json into `folder`; returns its path. Raises UsageError."""
    from grader.evidence import Attachments
    from grader.report.formats.json import FILE_NAME, render

    return write_text(render(report, Attachments()), folder, FILE_NAME)


def write_text(text: str, folder: Path, name: str) -> Path:
    """Write one file into `folder`, as UTF-8 and with its line ends kept; returns its path.

    Raises UsageError.
    """
    check_folder(folder)
    target = folder / name
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".report-", suffix=target.suffix)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8", "replace"))
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise UsageError(f"{target} cannot be written: {error.strerror}") from None
    return target


def report_folder(folder: Path, report: Report, count: int) -> Path:
    """Where a report goes: the folder itself where it is the only one, else a folder per challenge."""
    return folder if count == 1 else folder / report.challenge
