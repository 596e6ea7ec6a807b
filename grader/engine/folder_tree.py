"""A layer as a folder of overlay2. It holds whatever a learner put there: nothing in it is followed.

What is removed is a character device 0/0, an opaque folder has an attribute (Linux, filesystems/overlayfs,
"whiteouts and opaque directories").
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

from grader.engine.client import engine_failures
from grader.engine.model import LayerExcessError
from grader.evidence import LayerEntry
from grader.evidence.layers import LayerKind

MAX_ENTRIES = 200_000
MAX_DEPTH = 100
CHUNK_BYTES = 1 << 20
OPAQUE = "trusted.overlay.opaque"
CAPABILITIES = "security.capability"
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class FolderTree:
    """The layer in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def entries(self) -> Iterator[LayerEntry]:
        """Every entry of the layer."""
        first_names: dict[tuple[int, int], str] = {}
        with engine_failures("reading a layer's folder"), _opened(self._folder, _FOLDER) as root:
            for count, entry in enumerate(_below(root, "", first_names), start=1):
                if count > MAX_ENTRIES:
                    raise too_many_entries()
                yield entry

    def chunks(self, path: str) -> Iterator[bytes]:
        """The content of a file."""
        with engine_failures("reading a layer's file"), suppress(FileNotFoundError, NotADirectoryError):
            yield from self._chunks(path)

    def _chunks(self, path: str) -> Iterator[bytes]:
        *folders, name = path.strip("/").split("/")
        if {"", ".", ".."} & {*folders, name}:
            return
        with _opened(self._folder, _FOLDER) as root, _inside(root, folders) as folder:
            if not stat.S_ISREG(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
                return
            with _opened(name, _FILE, folder) as file:
                while chunk := os.read(file, CHUNK_BYTES):
                    yield chunk


def too_many_entries() -> LayerExcessError:
    """What to say of a layer with too many files."""
    return LayerExcessError(f"it holds more than {MAX_ENTRIES:,} files and folders")


@contextmanager
def _opened(path: str | Path, flags: int, folder: int | None = None) -> Iterator[int]:
    opened = os.open(path, flags, dir_fd=folder)
    try:
        yield opened
    finally:
        os.close(opened)


@contextmanager
def _inside(folder: int, names: list[str]) -> Iterator[int]:
    """The folder that lies `names` below: each is opened by itself, so that no link leads elsewhere."""
    if not names:
        yield folder
        return
    with _opened(names[0], _FOLDER, folder) as inner, _inside(inner, names[1:]) as last:
        yield last


def _below(
    folder: int, above: str, first_names: dict[tuple[int, int], str], depth: int = 0
) -> Iterator[LayerEntry]:
    if depth > MAX_DEPTH:
        raise LayerExcessError(f"its folders lie more than {MAX_DEPTH} deep in each other")
    with os.scandir(folder) as found:
        names = sorted(item.name for item in islice(found, MAX_ENTRIES + 1))
    for name in names:
        entry = _entry(folder, name, f"{above}/{name}", first_names)
        yield entry
        if entry.kind == "folder":
            with _opened(name, _FOLDER, folder) as inner:
                if _attribute(f"/proc/self/fd/{inner}", OPAQUE) == b"y":
                    yield LayerEntry(entry.path, "opaque")
                yield from _below(inner, entry.path, first_names, depth + 1)


def _entry(folder: int, name: str, path: str, first_names: dict[tuple[int, int], str]) -> LayerEntry:
    found = os.stat(name, dir_fd=folder, follow_symlinks=False)
    kind, target, capable = _kind(found), "", False
    if kind == "file":
        if found.st_nlink > 1:
            target = first_names.setdefault((found.st_dev, found.st_ino), path)
        kind, target = ("file", "") if target in {"", path} else ("hardlink", target)
        capable = bool(found.st_mode & 0o111 and _attribute(f"/proc/self/fd/{folder}/{name}", CAPABILITIES))
    elif kind == "link":
        target = os.readlink(name, dir_fd=folder)
    if kind == "whiteout":
        return LayerEntry(path, "whiteout")
    size, mode = found.st_size if kind == "file" else 0, stat.S_IMODE(found.st_mode)
    return LayerEntry(path, kind, size, mode, found.st_uid, found.st_gid, target, capable)


def _kind(found: os.stat_result) -> LayerKind:
    if stat.S_ISREG(found.st_mode):
        return "file"
    if stat.S_ISDIR(found.st_mode):
        return "folder"
    if stat.S_ISLNK(found.st_mode):
        return "link"
    return "whiteout" if stat.S_ISCHR(found.st_mode) and found.st_rdev == 0 else "device"


def _attribute(path: str, name: str) -> bytes:
    """An extended attribute of a file that is itself no link; empty where it has none.

    The path leads through this process's own descriptor, whose last part alone may be hostile.
    """
    try:
        return os.getxattr(path, name, follow_symlinks=path.rpartition("/")[0] == "/proc/self/fd")
    except OSError:
        return b""
