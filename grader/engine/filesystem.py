"""Reading an image's file system through the archive endpoint of a container that is never started.

The engine reads the files, not a program of the image, so nothing in the image can lie about them.
"""

import posixpath
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO

from grader.engine.archive import CHUNK_BYTES, ContainerArchive, Entry
from grader.engine.client import Connection, engine_failures
from grader.engine.ownership import Run

MAX_TEXT_BYTES = 20_000_000
MAX_PROGRAM_BYTES = 200_000_000
MAX_LINKS = 5
ELF = b"\x7fELF"


class ArchivedFiles:
    """The files of one image."""

    def __init__(self, archive: ContainerArchive) -> None:
        self._archive = archive

    def text(self, path: str, limit: int = MAX_TEXT_BYTES) -> str | None:
        """The text of a file, links followed; None where there is none, or more than `limit` bytes."""
        for _ in range(MAX_LINKS):
            target = ""
            for entry, content in self._archive.entries(path):
                if content is not None and entry.size <= limit:
                    return content.read(limit).decode("utf-8", "replace")
                target = entry.linkname if entry.issym() else ""
                break
            if not target:
                return None
            path = target if target.startswith("/") else f"{path.rpartition('/')[0]}/{target}"
        return None

    def real_folders(self, paths: Iterable[str]) -> list[str]:
        """The folders that `paths` lead to when links are followed, each once: /bin is often /usr/bin."""
        found: dict[str, None] = {}
        for path in paths:
            for _ in range(MAX_LINKS):
                target = None if path in found else self._archive.link_target(path)
                if target is None:
                    break
                if not target or target == path:
                    found[path.rstrip("/") or "/"] = None
                    break
                path = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        return list(found)

    def programs(self, folder: str, signatures: tuple[bytes, ...]) -> Iterator[tuple[str, bool]]:
        """Each program (ELF) or link directly in `folder`, and whether its content holds a signature."""
        for name, (entry, content) in self._inside(folder):
            if not name or "/" in name:
                continue
            path = f"{folder.rstrip('/')}/{name}"
            if content is not None and entry.mode & 0o111:
                holds = _holds(content, signatures)
                if holds is not None:
                    yield path, holds
            elif entry.issym() or entry.islnk():
                yield path, False

    def names(self, folder: str) -> Iterator[str]:
        """The names of all regular files below `folder`, without their folders."""
        for entry, content in self._archive.entries(f"{folder.rstrip('/')}/."):
            if content is not None:
                yield entry.name.rpartition("/")[2]

    def _inside(self, folder: str) -> Iterator[tuple[str, Entry]]:
        """What lies below the folder, each by its name there; the first entry is the folder itself."""
        root: str | None = None
        for entry, content in self._archive.entries(f"{folder.rstrip('/')}/."):
            name = entry.name.removeprefix("./").rstrip("/")
            if root is None:
                root = "" if name in {"", "."} else f"{name}/"
            else:
                yield name.removeprefix(root), (entry, content)


@contextmanager
def image_files(connection: Connection, image: str, run: Run) -> Iterator[ArchivedFiles]:
    """The files of `image`, for as long as the block lasts."""
    with engine_failures("opening the image's file system"):
        created = connection.api.create_container(image, command=["-"], entrypoint=[], labels=run.labels)
    try:
        yield ArchivedFiles(ContainerArchive(connection, created["Id"]))
    finally:
        with engine_failures("closing the image's file system"):
            connection.api.remove_container(created["Id"], v=True, force=True)


def _holds(content: IO[bytes], signatures: tuple[bytes, ...]) -> bool | None:
    """Whether a program holds a signature; None for a text, which is no program, whatever it is called."""
    overlap = max((len(signature) for signature in signatures), default=1) - 1
    tail, seen = b"", 0
    while seen < MAX_PROGRAM_BYTES and (chunk := content.read(CHUNK_BYTES)):
        if not seen and not chunk.startswith(ELF):
            return None
        window = tail + chunk
        if any(signature in window for signature in signatures):
            return True
        tail, seen = window[-overlap:], seen + len(chunk)
    return False
