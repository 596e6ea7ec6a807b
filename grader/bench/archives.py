"""Files inside archives of a layer: zip (a wheel is one), tar, and what gzip, bzip2 or xz made of a file.

An archive in an archive is not opened.
"""

import bz2
import gzip
import lzma
import tarfile
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

CHUNK_BYTES = 1 << 20
MAX_BYTES = 2_000_000_000
MAX_MEMBERS = 100_000
MAX_SECONDS = 60.0
_OPENERS: dict[bytes, Callable[[IO[bytes]], Any]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ": lzma.open,
}
_DAMAGED = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)


class TooMuchError(Exception):
    """An archive holds more than is ever read."""


def is_archive(start: bytes) -> bool:
    """Whether a file that begins with these 512 bytes is one."""
    return start.startswith((b"PK\x03\x04", *_OPENERS)) or start[257:262] == b"ustar"


def members(chunks: Iterable[bytes]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each file in an archive, with its content; a damaged archive ends early. Raises TooMuchError."""
    deadline, left = time.monotonic() + MAX_SECONDS, [MAX_BYTES]
    with tempfile.TemporaryFile() as file:
        for chunk in chunks:
            file.write(chunk)
        file.seek(0)
        try:
            for count, (name, content) in enumerate(_opened(file)):
                if count > MAX_MEMBERS:
                    raise TooMuchError(f"it holds more than {MAX_MEMBERS:,} files")
                yield name, _bounded(content, left, deadline)
        except _DAMAGED:
            return


def _opened(file: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    start = file.read(6)
    file.seek(0)
    if start.startswith(b"PK"):
        yield from _zipped(file)
        return
    opener = next((opener for magic, opener in _OPENERS.items() if start.startswith(magic)), None)
    content: IO[bytes] = opener(file) if opener else file
    head = content.read(512)
    content.seek(0)
    if head[257:262] != b"ustar":
        yield "", content
        return
    with tarfile.open(fileobj=content, mode="r|") as archive:
        for member in archive:
            if (inner := archive.extractfile(member) if member.isreg() else None) is not None:
                yield member.name, inner


def _zipped(file: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if not info.is_dir() and not info.flag_bits & 1:
                with archive.open(info) as inner:
                    yield info.filename, inner


def _bounded(content: IO[bytes], left: list[int], deadline: float) -> Iterator[bytes]:
    while chunk := content.read(CHUNK_BYTES):
        left[0] -= len(chunk)
        if left[0] < 0 or time.monotonic() > deadline:
            raise TooMuchError(f"it holds more than {MAX_BYTES / 1e9:.0f} GB, or takes long to unpack")
        yield chunk
