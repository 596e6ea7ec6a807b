"""Reading an image's file system through the archive endpoint of a container that is never started.

The engine reads the files, not a program of the image, so nothing in the image can lie about them.
"""

import base64
import json
import posixpath
import tarfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any, Literal, cast

from docker.errors import APIError, NotFound

from grader.engine.byte_stream import ByteStream, ReadingTookTooLongError
from grader.engine.client import Connection, engine_failures
from grader.engine.ownership import Run
from grader.errors import EngineFailureError
from grader.evidence import FileEntry

MAX_TEXT_BYTES = 20_000_000
MAX_PROGRAM_BYTES = 200_000_000
CHUNK_BYTES = 1 << 20
READ_SECONDS = 120.0
MAX_LINKS = 5
MAX_ENTRIES = 200_000


class ArchivedFiles:
    """The files of one image."""

    def __init__(self, connection: Connection, container_id: str) -> None:
        self._connection, self._id = connection, container_id

    def text(self, path: str, limit: int = MAX_TEXT_BYTES) -> str | None:
        """The text of a file, links followed; None where there is none, or more than `limit` bytes."""
        for _ in range(MAX_LINKS):
            target = ""
            for entry, content in self._entries(path):
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
                stat = None if path in found else self._stat(path)
                if stat is None:
                    break
                target = str(stat.get("linkTarget") or "")
                if not target or target == path:
                    found[path.rstrip("/") or "/"] = None
                    break
                path = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        return list(found)

    def programs(self, folder: str, signatures: tuple[bytes, ...]) -> Iterator[tuple[str, bool]]:
        """Each program or link directly in `folder`, and whether its content holds a signature."""
        root: str | None = None
        for entry, content in self._entries(f"{folder.rstrip('/')}/."):
            name = entry.name.removeprefix("./")
            if root is None:
                root = "" if name in {"", "."} else f"{name.rstrip('/')}/"
                continue
            name = name.removeprefix(root)
            if not name or "/" in name:
                continue
            path = f"{folder.rstrip('/')}/{name}"
            if content is not None and entry.mode & 0o111:
                yield path, _holds(content, signatures)
            elif entry.issym() or entry.islnk():
                yield path, False

    def entry(self, path: str) -> FileEntry | None:
        """The entry at `path`, links followed; the last link itself where it leads nowhere."""
        found = None
        for _ in range(MAX_LINKS):
            entry = next((_entry(path, entry) for entry, _ in self._entries(path)), None)
            if entry is None or entry.kind != "link":
                return entry or found
            found = found or entry
            path = posixpath.normpath(posixpath.join(posixpath.dirname(path), entry.target))
        return found

    def below(self, folder: str) -> Iterator[FileEntry]:
        """Every entry below `folder`, at most 200,000; EngineFailureError where there are more."""
        root: str | None = None
        for count, (entry, _) in enumerate(self._entries(f"{folder.rstrip('/')}/.")):
            if count > MAX_ENTRIES:
                raise EngineFailureError(f"{folder} in the image holds more than {MAX_ENTRIES} entries")
            name = entry.name.removeprefix("./").rstrip("/")
            if root is None:
                root = "" if name in {"", "."} else f"{name}/"
                continue
            yield _entry(f"{folder.rstrip('/')}/{name.removeprefix(root)}", entry)

    def names(self, folder: str) -> Iterator[str]:
        """The names of all regular files below `folder`, without their folders."""
        for entry, content in self._entries(f"{folder.rstrip('/')}/."):
            if content is not None:
                yield entry.name.rpartition("/")[2]

    def _entries(self, path: str) -> Iterator[tuple[tarfile.TarInfo, IO[bytes] | None]]:
        """Each entry of the archive of `path`, with its content where it is a file; none where missing."""
        deadline = time.monotonic() + READ_SECONDS
        with engine_failures(f"reading {path} in the image"):
            pieces = self._archive(path)
            if pieces is None:
                return
            stream = cast("IO[bytes]", ByteStream(pieces, deadline))
            try:
                with tarfile.open(fileobj=stream, mode="r|", bufsize=CHUNK_BYTES) as entries:
                    for entry in entries:
                        yield entry, entries.extractfile(entry) if entry.isreg() else None
            except (tarfile.TarError, ReadingTookTooLongError) as error:
                raise EngineFailureError(
                    f"{path} in the image cannot be read: {error or 'too slow'}"
                ) from error
            finally:
                close = getattr(pieces, "close", None)
                if close is not None:
                    close()

    def _stat(self, path: str) -> dict[str, Any] | None:
        """What the engine says of a path (Docker's API, ContainerArchiveInfo: docker-py lacks it)."""
        api = self._connection.api
        url = f"{api.base_url}/v{api.api_version}/containers/{self._id}/archive"
        with engine_failures(f"reading {path} in the image"):
            response = api.head(url, params={"path": path})
            if response.status_code in {400, 404}:
                return None
            response.raise_for_status()
            return dict(json.loads(base64.b64decode(response.headers["X-Docker-Container-Path-Stat"])))

    def _archive(self, path: str) -> Any:
        try:
            return self._connection.api.get_archive(self._id, path)[0]
        except NotFound:
            return None
        except APIError as error:
            if error.status_code == 400 or "not a directory" in str(error.explanation).lower():
                return None
            raise


@contextmanager
def image_files(connection: Connection, image: str, run: Run) -> Iterator[ArchivedFiles]:
    """The files of `image`, for as long as the block lasts."""
    with engine_failures("opening the image's file system"):
        created = connection.api.create_container(image, command=["-"], entrypoint=[], labels=run.labels)
    try:
        yield ArchivedFiles(connection, created["Id"])
    finally:
        with engine_failures("closing the image's file system"):
            connection.api.remove_container(created["Id"], v=True, force=True)


def _entry(path: str, entry: tarfile.TarInfo) -> FileEntry:
    return FileEntry(path, _kind(entry), entry.size, entry.mode & 0o7777, str(entry.uid), entry.linkname)


def _kind(entry: tarfile.TarInfo) -> Literal["file", "folder", "link", "other"]:
    if entry.isreg() or entry.islnk():
        return "file"
    if entry.isdir():
        return "folder"
    return "link" if entry.issym() else "other"


def _holds(content: IO[bytes], signatures: tuple[bytes, ...]) -> bool:
    overlap = max((len(signature) for signature in signatures), default=1) - 1
    tail, seen = b"", 0
    while seen < MAX_PROGRAM_BYTES and (chunk := content.read(CHUNK_BYTES)):
        window = tail + chunk
        if any(signature in window for signature in signatures):
            return True
        tail, seen = window[-overlap:], seen + len(chunk)
    return False
