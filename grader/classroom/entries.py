"""What lies in a class's folders: sub-folders and archives, one for each learner."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from grader.errors import UsageError
from grader.text import one_line
from grader.values import Value

ARCHIVES = (".zip", ".tar.gz", ".tgz", ".tar")
REFUSED_ARCHIVES = (".rar", ".7z", ".tar.bz2", ".tar.xz", ".tar.zst")
"""What learners hand in all the same: listed, so that it is refused rather than overlooked."""
JUNK = {"__MACOSX", "lost+found"}
MAX_NAME = 120


class Submission(Value):
    """One learner's folder or archive; the id is unique in the class.

    `has_twin` is true where another id differs in nothing that every file system tells apart. `handed_in` is
    when, where that is known; `said_late` is true where all that is known is that it was too late.
    """

    id: str
    name: str
    path: Path
    has_twin: bool = False
    handed_in: datetime | None = None
    said_late: bool = False

    @property
    def is_archive(self) -> bool:
        """Whether the path is named as an archive and is not a folder all the same."""
        return bool(_ending(self.path.name)) and not self.path.is_dir()

    @property
    def folder_name(self) -> str:
        """A name for its results: the id where it is harmless, else its harmless letters and a digest."""
        plain = harmless(self.id)
        if plain == self.id and not self.has_twin and not re.search(r"-[0-9a-f]{8}$", plain):
            return plain
        return f"{plain}-{_digest(self.id.encode())}"


def find_entries(folders: Iterable[Path], apart: Path | None = None) -> list[Submission]:
    """What lies in the folders and may be a submission, each named for itself."""
    paths = (path for folder in folders for path in _entries(folder))
    out = apart.resolve() if apart else None
    return [_named(path) for path in paths if out is None or path.resolve() != out]


def _entries(folder: Path) -> Iterator[Path]:
    """Links, too: they are refused later on, which is better than to overlook them."""
    try:
        for entry in sorted(folder.iterdir()):
            hidden = entry.name.startswith(".") or entry.name in JUNK
            if not hidden and (entry.is_dir() or _ending(entry.name)):
                yield entry
    except OSError as error:
        raise UsageError(f"{folder} is not a folder of submissions: {error.strerror}") from None


def _named(path: Path) -> Submission:
    ending = "" if path.is_dir() else _ending(path.name)
    raw = path.name.removesuffix(path.name[len(path.name) - len(ending) :])
    name = one_line(raw, MAX_NAME)
    if name != raw:  # not every name can be shown, and two may look the same then
        name = f"{one_line(raw, MAX_NAME - 9)}-{_digest(os.fsencode(raw))}"
    return Submission(name, name, path)


def _ending(name: str) -> str:
    return next((ending for ending in (*ARCHIVES, *REFUSED_ARCHIVES) if name.lower().endswith(ending)), "")


def harmless(text: str) -> str:
    """The text with what a file's name may not hold replaced."""
    return re.sub(r"[^A-Za-z0-9._-]", "_", text)[:60].lstrip(".") or "_"


def _digest(name: bytes) -> str:
    return hashlib.sha256(name).hexdigest()[:8]
