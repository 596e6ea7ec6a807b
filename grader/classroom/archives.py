"""Unpacking a learner's archive: no path out of the folder, no links, no bombs."""

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from grader.text import one_line

MAX_BYTES = 500_000_000
MAX_MEMBERS = 20_000
MAX_DEPTH = 40
CHUNK_BYTES = 1 << 20

# zipfile raises RuntimeError for an encrypted member, NotImplementedError for an unknown compression.
_UNREADABLE = (
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
)


class RefusedArchiveError(Exception):
    """The archive is not unpacked; the text says why."""


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    kind: str
    executable: bool
    handle: zipfile.ZipInfo | tarfile.TarInfo


def unpack(archive: Path, folder: Path) -> Path:
    """Unpack below `folder`; returns the submission's folder. Raises RefusedArchiveError.

    An archive that holds one folder and nothing beside it is that folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with _opened(archive) as opened:
            _unpack(opened, folder)
    except (
        OSError,
        EOFError,
        zipfile.BadZipFile,
        tarfile.TarError,
        NotImplementedError,
        ValueError,
    ) as error:
        raise RefusedArchiveError(f"it cannot be read: {one_line(str(error), 160)}") from None
    except RuntimeError as error:  # what zipfile raises for an encrypted member
        raise RefusedArchiveError(one_line(str(error), 160)) from None
    entries = [entry for entry in folder.iterdir() if entry.name != "__MACOSX"]
    return entries[0] if len(entries) == 1 and entries[0].is_dir() else folder


class _Archive:
    def __init__(self, zipped: zipfile.ZipFile | None, tarred: tarfile.TarFile | None) -> None:
        self._zipped, self._tarred = zipped, tarred

    def members(self) -> Iterator[_Member]:
        for info in self._zipped.infolist() if self._zipped else ():
            kind = "folder" if info.is_dir() else _zip_kind(info)
            yield _Member(info.filename, kind, bool((info.external_attr >> 16) & 0o111), info)
        for entry in self._tarred or ():
            kind = "file" if entry.isreg() else "folder" if entry.isdir() else "link or device"
            yield _Member(entry.name, kind, bool(entry.mode & 0o111), entry)

    def open(self, member: _Member) -> IO[bytes] | None:
        if self._zipped and isinstance(member.handle, zipfile.ZipInfo):
            return self._zipped.open(member.handle)
        if self._tarred and isinstance(member.handle, tarfile.TarInfo):
            return self._tarred.extractfile(member.handle)
        return None


@contextmanager
def _opened(archive: Path) -> Iterator[_Archive]:
    if archive.name.lower().endswith(".zip"):
        with zipfile.ZipFile(archive) as zipped:
            yield _Archive(zipped, None)
    else:
        with tarfile.open(archive, "r|*") as tarred:
            yield _Archive(None, tarred)


def _unpack(archive: _Archive, folder: Path) -> None:
    left = MAX_BYTES
    for count, member in enumerate(archive.members(), start=1):
        if count > MAX_MEMBERS:
            raise RefusedArchiveError(f"it holds more than {MAX_MEMBERS} files")
        target = folder.joinpath(*_parts(member.name))
        if member.kind == "folder":
            target.mkdir(parents=True, exist_ok=True)
        elif member.kind == "file":
            target.parent.mkdir(parents=True, exist_ok=True)
            left = _write(archive, member, target, left)
        else:
            raise RefusedArchiveError(f"{one_line(member.name, 80)} is a link or a device")


def _parts(name: str) -> tuple[str, ...]:
    path = PurePosixPath(name.replace("\\", "/"))
    parts = tuple(part for part in path.parts if part != ".")
    is_drive = bool(parts) and parts[0].endswith(":")
    if path.is_absolute() or ".." in parts or is_drive or "\0" in name or len(parts) > MAX_DEPTH:
        raise RefusedArchiveError(f"{one_line(name, 80)} leads out of the submission's folder")
    return parts


def _write(archive: _Archive, member: _Member, target: Path, left: int) -> int:
    """Bytes that may still follow; the archive's own word for a size is not believed."""
    content = archive.open(member)
    if content is None:
        raise RefusedArchiveError(f"{one_line(member.name, 80)} has no content")
    with content, target.open("xb") as stream:
        while chunk := content.read(CHUNK_BYTES):
            left -= len(chunk)
            if left < 0:
                raise RefusedArchiveError(f"it holds more than {MAX_BYTES // 1_000_000} MB")
            stream.write(chunk)
    target.chmod(0o755 if member.executable else 0o644)
    return left


def _zip_kind(info: zipfile.ZipInfo) -> str:
    """Unix file types are in the upper half of the external attributes (PKWARE's APPNOTE, 4.4.15)."""
    kind = (info.external_attr >> 28) & 0xF
    return "file" if kind in {0, 0o10} else "link or device"
