"""Unpacking a learner's archive: no path out of the folder, no links, no bombs."""

import gzip
import re
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, cast

from grader.classroom.careful import REFUSED, CarefulFile, RefusedArchiveError, is_machines_fault
from grader.text import one_line

MAX_BYTES = 500_000_000
MAX_ENTRIES = 20_000
MAX_DEPTH = 40
CHUNK_BYTES = 1 << 20
MAX_INDEX_BYTES = 16_000_000
"""Of a zip's central directory, which is read at once."""
MAX_HEADER_BYTES = 1_000_000
"""Of what a tar says before a member's content: long names, the map of a sparse file."""
MAX_PADDING_BYTES = 10_000_000
PADDING_BYTES = 100_000
_JUNK = {"__MACOSX", ".DS_Store"}
_DRIVE = re.compile(r"[A-Za-z]:")

__all__ = ["RefusedArchiveError", "unpack"]


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    kind: str
    executable: bool
    content: IO[bytes] | None = None


def unpack(archive: Path, folder: Path) -> Path:
    """Unpack below `folder`; returns the submission's folder.

    An archive that holds one folder and nothing beside it is that folder. Raises RefusedArchiveError, and
    OSError where the machine fails, such as a full disk.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with archive.open("rb") as file:
            _unpack(file, folder)
    except REFUSED as error:
        if is_machines_fault(error):
            raise
        why = getattr(error, "strerror", None) or str(error)
        raise RefusedArchiveError(f"it cannot be read: {one_line(why, 160)}") from None
    entries = list(folder.iterdir())
    return entries[0] if len(entries) == 1 and entries[0].is_dir() else folder


def _unpack(file: IO[bytes], folder: Path) -> None:
    start = file.read(4)
    file.seek(0)
    if start.startswith(b"PK"):
        careful = CarefulFile(file, MAX_INDEX_BYTES)
        _Unpacking(folder, careful).take(_zipped(careful))
    elif start.startswith(b"\x1f\x8b"):
        with gzip.GzipFile(fileobj=file) as inflated:
            _untar(CarefulFile(cast(IO[bytes], inflated), MAX_HEADER_BYTES), folder)
    else:
        _untar(CarefulFile(file, MAX_HEADER_BYTES), folder)


def _untar(file: CarefulFile, folder: Path) -> None:
    _Unpacking(folder, file).take(_tarred(file))
    file.allow(MAX_PADDING_BYTES)
    while file.read(PADDING_BYTES):  # to its end, where gzip compares its checksum
        pass
    if file.tail.strip(b"\0"):
        raise RefusedArchiveError("it is cut off: a tar ends with empty blocks")


def _zipped(file: CarefulFile) -> Iterator[_Member]:
    with zipfile.ZipFile(cast(IO[bytes], file)) as archive:
        for info in archive.infolist():
            file.allow(MAX_HEADER_BYTES)
            kind = "folder" if info.is_dir() else _zip_kind(info)
            with _content(archive, info) if kind == "file" else _nothing() as content:
                yield _Member(info.filename, kind, bool((info.external_attr >> 16) & 0o111), content)


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    if info.flag_bits & 1:
        raise RefusedArchiveError(f"{one_line(info.filename, 80)} is encrypted")
    return archive.open(info)


@contextmanager
def _nothing() -> Iterator[None]:
    yield None


def _zip_kind(info: zipfile.ZipInfo) -> str:
    """Unix file types are in the upper half of the external attributes (PKWARE's APPNOTE, 4.4.15)."""
    kind = (info.external_attr >> 28) & 0xF
    return {0: "file", 0o10: "file", 0o4: "folder"}.get(kind, "link or device")


def _tarred(file: CarefulFile) -> Iterator[_Member]:
    with tarfile.open(fileobj=cast(IO[bytes], file), mode="r|") as archive:
        for entry in archive:
            kind = "file" if entry.isreg() else "folder" if entry.isdir() else "link or device"
            content = archive.extractfile(entry) if kind == "file" else None
            yield _Member(entry.name, kind, bool(entry.mode & 0o111), content)
            file.allow(MAX_HEADER_BYTES)


@dataclass
class _Unpacking:
    """One archive on its way into `folder`."""

    folder: Path
    file: CarefulFile
    left: int = field(default_factory=lambda: MAX_BYTES)
    members: int = 0
    entries: set[tuple[str, ...]] = field(default_factory=set)

    def take(self, members: Iterator[_Member]) -> None:
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

    def _write(self, member: _Member, target: Path) -> None:
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
