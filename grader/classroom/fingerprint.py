"""What a submission's content is, as a digest: equal folders have equal ones, whatever their names."""

import hashlib
import os
import stat
from collections.abc import Iterator
from operator import itemgetter
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
    for path, file, status in _sorted(folder):
        digest.update(b"%d:%b%o\n" % (len(path), path, status.st_mode))
        if stat.S_ISLNK(status.st_mode):
            target = os.readlink(file)  # noqa: PTH115 - as bytes
            digest.update(b"%d:%b" % (len(target), target))
        elif stat.S_ISREG(status.st_mode):
            left -= status.st_size
            if left < 0:
                raise TooLargeError(f"the folder holds more than {MAX_BYTES} bytes")
            _add(digest, file, status.st_size)
    return f"sha256:{digest.hexdigest()}"


def _sorted(folder: Path) -> list[tuple[bytes, bytes, os.stat_result]]:
    found = []
    for entry in _entries(folder):
        found.append(entry)
        if len(found) > MAX_ENTRIES:
            raise TooLargeError(f"the folder holds more than {MAX_ENTRIES} files")
    return sorted(found, key=itemgetter(0))


def _entries(folder: Path) -> Iterator[tuple[bytes, bytes, os.stat_result]]:
    """Everything below the folder: path from there, path from here, status; no link is followed."""
    waiting = [(b"", os.fsencode(folder))]
    while waiting:
        prefix, where = waiting.pop()
        with os.scandir(where) as entries:
            for entry in entries:
                status = entry.stat(follow_symlinks=False)
                yield prefix + entry.name, entry.path, status
                if stat.S_ISDIR(status.st_mode):
                    waiting.append((prefix + entry.name + b"/", entry.path))


def _add(digest: "hashlib._Hash", file: bytes, size: int) -> None:
    """Add a file's content; nothing that took its place meanwhile is followed or waited for."""
    digest.update(b"%d:" % size)
    handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        left = size
        while chunk := os.read(handle, min(CHUNK_BYTES, left + 1)):
            left -= len(chunk)
            if left < 0:
                break
            digest.update(chunk)
    finally:
        os.close(handle)
    if left:
        raise OSError(f"{os.fsdecode(os.path.basename(file))} changed while it was read")  # noqa: PTH119 - as bytes
