"""Files of a submission: hostile data, read with a cap, never followed outside the folder."""

import errno
import os
import stat
from pathlib import Path

from grader.text import one_line
from grader.units import show_size


class UnusableFileError(Exception):
    """A file that is missing, no regular file, too large or outside the folder; the text says which."""


def read_file(folder: Path, path: str, limit: int) -> bytes:
    """At most `limit` bytes of a regular file below the folder, which must be resolved.

    Raises UnusableFileError.
    """
    shown = one_line(path, 100)
    try:
        file = (folder / path.lstrip("/")).resolve()
        if not file.is_relative_to(folder):
            raise UnusableFileError(f"{shown} lies outside the submission's folder")
        if not stat.S_ISREG(file.stat().st_mode):
            raise UnusableFileError(f"{shown} is not a file")
        with file.open("rb") as stream:
            content = stream.read(limit + 1)
    except FileNotFoundError:
        raise UnusableFileError(f"there is no {shown} in {folder.name}/{_misnamed(folder)}") from None
    except RuntimeError:  # what Path.resolve says of a circle, up to Python 3.12
        raise UnusableFileError(f"{shown} cannot be read: {os.strerror(errno.ELOOP)}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it has no usable name"
        raise UnusableFileError(f"{shown} cannot be read: {reason}") from None
    if len(content) > limit:
        raise UnusableFileError(f"{shown} is larger than {show_size(limit)}")
    return content


def _misnamed(folder: Path) -> str:
    """Names a file that looks like a misnamed Dockerfile."""
    try:
        near = [entry.name for entry in os.scandir(folder) if entry.name.lower().startswith("dockerfile")]
    except OSError:
        return ""
    return f" (but {one_line(sorted(near)[0], 60)}: name it Dockerfile)" if near else ""
