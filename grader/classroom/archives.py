"""Unpacking a learner's archive: what zip and tar hold, read with care."""

import gzip
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from grader.classroom.careful import REFUSED, CarefulFile, RefusedArchiveError, is_machines_fault
from grader.classroom.members import Member, Unpacking
from grader.text import one_line

MAX_INDEX_BYTES = 16_000_000
"""Of a zip's central directory, which is read at once."""
MAX_HEADER_BYTES = 1_000_000
"""Of what a tar says before a member's content: long names, the map of a sparse file."""
MAX_PADDING_BYTES = 10_000_000
PADDING_BYTES = 100_000


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
        Unpacking(folder, careful).take(zipped_members(careful))
    elif start.startswith(b"\x1f\x8b"):
        with gzip.GzipFile(fileobj=file) as inflated:
            _untar(CarefulFile(cast(IO[bytes], inflated), MAX_HEADER_BYTES), folder)
    else:
        _untar(CarefulFile(file, MAX_HEADER_BYTES), folder)


def _untar(file: CarefulFile, folder: Path) -> None:
    Unpacking(folder, file).take(_tarred(file))
    file.allow(MAX_PADDING_BYTES)
    while file.read(PADDING_BYTES):  # to its end, where gzip compares its checksum
        pass
    if file.tail.strip(b"\0"):
        raise RefusedArchiveError("it is cut off: a tar ends with empty blocks")


def zipped_members(file: CarefulFile) -> Iterator[Member]:
    """What a zip holds; each member's content can be read until the next one is asked for."""
    with zipfile.ZipFile(cast(IO[bytes], file)) as archive:
        for info in archive.infolist():
            file.allow(MAX_HEADER_BYTES)
            kind = "folder" if info.is_dir() else _zip_kind(info)
            with _content(archive, info) if kind == "file" else _nothing() as content:
                yield Member(info.filename, kind, bool((info.external_attr >> 16) & 0o111), content)


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


def _tarred(file: CarefulFile) -> Iterator[Member]:
    with tarfile.open(fileobj=cast(IO[bytes], file), mode="r|") as archive:
        for entry in archive:
            kind = "file" if entry.isreg() else "folder" if entry.isdir() else "link or device"
            content = archive.extractfile(entry) if kind == "file" else None
            yield Member(entry.name, kind, bool(entry.mode & 0o111), content)
            file.allow(MAX_HEADER_BYTES)
