"""What a submission's content is, as a digest: equal folders have equal ones, whatever their names."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

CHUNK_BYTES = 1 << 20
MAX_BYTES = 2_000_000_000
MAX_ENTRIES = 100_000


class TooLargeError(Exception):
    """The folder holds more than is read."""


def fingerprint(folder: Path) -> str:
    """SHA-256 over the sorted paths, kinds, permissions and contents, as `sha256:` with digits.

    Permissions count, as COPY takes them into the image. Raises TooLargeError, or OSError where something
    cannot be read or changes meanwhile.
    """
    digest = hashlib.sha256()
    left = MAX_BYTES
    for path, file in _sorted(folder):
        status = file.lstat()
        digest.update(f"{len(path)}:".encode() + path + f"{status.st_mode:o}\n".encode())
        if stat.S_ISLNK(status.st_mode):
            target = os.fsencode(os.readlink(file))  # noqa: PTH115 - as bytes
            digest.update(f"{len(target)}:".encode() + target)
        elif stat.S_ISREG(status.st_mode):
            left -= status.st_size
            if left < 0:
                raise TooLargeError(f"the folder holds more than {MAX_BYTES} bytes")
            _add(digest, file, status.st_size)
    return f"sha256:{digest.hexdigest()}"


def _sorted(folder: Path) -> list[tuple[bytes, Path]]:
    found = []
    for path in _entries(folder):
        found.append((os.fsencode(path.relative_to(folder)), path))
        if len(found) > MAX_ENTRIES:
            raise TooLargeError(f"the folder holds more than {MAX_ENTRIES} files")
    return sorted(found)


def _entries(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder, onerror=_fail):
        yield from (Path(where, name) for name in (*names, *folders))


def _fail(error: OSError) -> None:
    """A folder that cannot be read is not an empty one."""
    raise error


def _add(digest: "hashlib._Hash", file: Path, size: int) -> None:
    """Add a file's content; nothing that took its place meanwhile is followed or waited for."""
    digest.update(f"{size}:".encode())
    handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(handle, "rb") as stream:  # noqa: PTH123 - a descriptor
        left = size
        while chunk := stream.read(min(CHUNK_BYTES, left + 1)):
            left -= len(chunk)
            if left < 0:
                break
            digest.update(chunk)
    if left:
        raise OSError(f"{file.name} changed while it was read")
