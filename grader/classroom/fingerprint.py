"""What a submission's content is, as a digest: equal folders have equal ones, whatever their names."""

import hashlib
import os
import stat
from pathlib import Path

CHUNK_BYTES = 1 << 20
MAX_BYTES = 2_000_000_000
MAX_ENTRIES = 100_000


class TooLargeError(Exception):
    """The folder holds more than is read."""


def fingerprint(folder: Path) -> str:
    """SHA-256 over the sorted paths, kinds, execute bits and contents, as `sha256:` with digits.

    Raises TooLargeError, or OSError where something cannot be read.
    """
    digest = hashlib.sha256()
    left = MAX_BYTES
    for count, (path, file) in enumerate(_files(folder)):
        if count > MAX_ENTRIES:
            raise TooLargeError(f"the folder holds more than {MAX_ENTRIES} files")
        status = file.lstat()
        digest.update(f"{len(path)}:".encode() + path + f"{_kind(status.st_mode)}\n".encode())
        if stat.S_ISLNK(status.st_mode):
            digest.update(os.fsencode(os.readlink(file)))  # noqa: PTH115 - as bytes
        elif stat.S_ISREG(status.st_mode):
            left -= status.st_size
            if left < 0:
                raise TooLargeError(f"the folder holds more than {MAX_BYTES} bytes")
            _add(digest, file, status.st_size)
    return f"sha256:{digest.hexdigest()}"


def _files(folder: Path) -> list[tuple[bytes, Path]]:
    found = []
    for where, folders, names in os.walk(folder):
        paths = [Path(where, name) for name in (*names, *folders)]
        found += [(os.fsencode(path.relative_to(folder)), path) for path in paths]
    return sorted(found)


def _kind(mode: int) -> str:
    return f"{stat.S_IFMT(mode):o}{'x' if mode & 0o111 else '-'}"


def _add(digest: "hashlib._Hash", file: Path, size: int) -> None:
    digest.update(f"{size}:".encode())
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            digest.update(chunk)
