"""The members of an archive on their way to disk: no path out of the folder, no links, no bombs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from grader.classroom.careful import CarefulFile, RefusedArchiveError
from grader.text import one_line
from grader.values import Value

MAX_BYTES = 500_000_000
MAX_ENTRIES = 20_000
MAX_DEPTH = 40
CHUNK_BYTES = 1 << 20
_JUNK = {"__MACOSX", ".DS_Store"}
_DRIVE = re.compile(r"[A-Za-z]:")


class Member(Value):
    """One entry: its name, what it is, and its content where it is a file."""

    name: str
    kind: str
    executable: bool
    content: IO[bytes] | None = None


@dataclass
class Unpacking:
    """One archive on its way into `folder`."""

    folder: Path
    file: CarefulFile
    left: int = field(default_factory=lambda: MAX_BYTES)
    members: int = 0
    entries: set[tuple[str, ...]] = field(default_factory=set)

    def take(self, members: Iterator[Member]) -> None:
        """Write every member. The archive's own word for a size or a number is not believed."""
        for member in members:
            parts = _parts(member.name)
            self._count(parts)
            if _JUNK.intersection(parts) or (parts and parts[-1].startswith("._")):
                continue  # macOS's own notes
            if member.kind not in {"file", "folder"}:
                raise RefusedArchiveError(f"{one_line(member.name, 80)} is a link or a device")
            try:
                self._write(member, self.folder.joinpath(*parts))
            except (FileExistsError, NotADirectoryError, IsADirectoryError):
                raise RefusedArchiveError(f"it holds {one_line(member.name, 80)} twice") from None

    def _count(self, parts: tuple[str, ...]) -> None:
        """Folders count, too: one path can stand for forty of them."""
        self.members += 1
        self.entries.update(parts[:depth] for depth in range(1, len(parts) + 1))
        if max(self.members, len(self.entries)) > MAX_ENTRIES:
            raise RefusedArchiveError(f"it holds more than {MAX_ENTRIES} files and folders")

    def _write(self, member: Member, target: Path) -> None:
        if member.content is None:
            target.mkdir(parents=True, exist_ok=True)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as stream:
            while chunk := self._chunk(member.content):
                stream.write(chunk)
        target.chmod(0o755 if member.executable else 0o644)

    def _chunk(self, content: IO[bytes]) -> bytes:
        self.file.allow(4 * CHUNK_BYTES)
        chunk = content.read(CHUNK_BYTES)
        self.left -= len(chunk)
        if self.left < 0:
            raise RefusedArchiveError(f"it holds more than {MAX_BYTES // 1_000_000} MB")
        return chunk


def _parts(name: str) -> tuple[str, ...]:
    path = PurePosixPath(name.replace("\\", "/"))
    parts = tuple(part for part in path.parts if part != ".")
    is_drive = any(_DRIVE.match(part) for part in parts)
    if path.is_absolute() or ".." in parts or is_drive or "\0" in name:
        raise RefusedArchiveError(f"{one_line(name, 80)} leads out of the submission's folder")
    if len(parts) > MAX_DEPTH:
        raise RefusedArchiveError(f"{one_line(name, 80)} lies deeper than {MAX_DEPTH} folders")
    return parts
