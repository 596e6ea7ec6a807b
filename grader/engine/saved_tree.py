"""Layers as tar files, kept for a while from the stream of `docker save`.

The OCI image specification ("Image Layer Filesystem Changeset") tells how a layer says what is removed.
"""

import hashlib
import posixpath
import tarfile
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from typing_extensions import override

from grader.engine.byte_stream import ByteStream
from grader.engine.folder_tree import CHUNK_BYTES, MAX_DEPTH, MAX_ENTRIES, too_many_entries
from grader.engine.model import LayerExcessError
from grader.engine.ownership import temporary_prefix
from grader.engine.saved_layers import READ_SECONDS, readable, saved_layers
from grader.errors import EngineFailureError
from grader.evidence import LayerEntry
from grader.evidence.layers import LayerKind

MAX_LAYER_BYTES = 4_000_000_000
REMOVED, OPAQUE = ".wh.", ".wh..wh..opq"
CAPABILITIES = "SCHILY.xattr.security.capability"


class SavedTree:
    """The layer in one tar file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._places: dict[str, tuple[int, int]] | None = None

    def entries(self) -> Iterator[LayerEntry]:
        """Every entry of the layer."""
        places: dict[str, tuple[int, int]] = {}
        with readable(READ_SECONDS), tarfile.open(self._file, "r:") as archive:
            for count, member in enumerate(archive, start=1):
                archive.members = []  # type: ignore[attr-defined]  # it would keep every header in memory
                if count > MAX_ENTRIES:
                    raise too_many_entries()
                if (entry := _entry(member)) is not None:
                    place = (member.offset_data, member.size if entry.kind == "file" else 0)
                    same = entry.target if entry.kind == "hardlink" else ""
                    places[entry.path] = places.get(same, place)
                    yield entry
        self._places = places

    def chunks(self, path: str) -> Iterator[bytes]:
        """The content of a file."""
        if self._places is None:
            for _ in self.entries():
                pass
        start, left = (self._places or {}).get(path, (0, 0))
        with self._file.open("rb") as file:
            file.seek(start)
            while left and (chunk := file.read(min(left, CHUNK_BYTES))):
                left -= len(chunk)
                yield chunk


class TooLargeTree(SavedTree):
    """A layer that was not kept."""

    @override
    def entries(self) -> Iterator[LayerEntry]:
        """None: LayerExcessError."""
        raise LayerExcessError(f"it holds more than {MAX_LAYER_BYTES / 1e9:.0f} GB")


@contextmanager
def saved_trees(
    archive: Iterable[bytes], known: Collection[str], wanted: Collection[str]
) -> Iterator[dict[str, SavedTree]]:
    """The wanted layers, by DiffID; `known` are the DiffIDs of all. Raises EngineFailureError."""
    with tempfile.TemporaryDirectory(prefix=temporary_prefix()) as folder:
        deadline, trees = time.monotonic() + READ_SECONDS, dict[str, SavedTree]()
        with readable(READ_SECONDS):
            for name, pieces in saved_layers(archive, deadline):
                named = f"sha256:{name.rpartition('/')[2]}"
                if named not in known or named in wanted:
                    diff_id, tree = _kept(ByteStream(pieces, deadline), Path(folder, str(len(trees))))
                    trees |= {diff_id: tree} if diff_id in wanted else {}
        if missing := set(wanted) - trees.keys():
            raise EngineFailureError(f"the engine did not hand out {len(missing)} of the image's layers")
        yield trees


def _kept(layer: ByteStream, file: Path) -> tuple[str, SavedTree]:
    """The DiffID of a layer, and the layer in the file."""
    digest, size = hashlib.sha256(), 0
    with file.open("wb") as stream:
        while chunk := layer.read(CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
            if size <= MAX_LAYER_BYTES:
                stream.write(chunk)
    tree = SavedTree(file) if size <= MAX_LAYER_BYTES else TooLargeTree(file)
    return f"sha256:{digest.hexdigest()}", tree


def _entry(member: tarfile.TarInfo) -> LayerEntry | None:
    path = posixpath.normpath(f"/{member.name}".replace("//", "/"))
    folder, _, name = path.rpartition("/")
    if path == "/":
        return None
    if path.count("/") > MAX_DEPTH:
        raise LayerExcessError(f"its folders lie more than {MAX_DEPTH} deep in each other")
    if name == OPAQUE:
        return LayerEntry(folder, "opaque")
    if name.startswith(REMOVED):
        return LayerEntry(f"{folder}/{name.removeprefix(REMOVED)}", "whiteout")
    kind = _kind(member)
    target = posixpath.normpath(f"/{member.linkname}") if kind == "hardlink" else member.linkname
    size, mode = member.size if kind == "file" else 0, member.mode & 0o7777
    return LayerEntry(
        path, kind, size, mode, member.uid, member.gid, target, CAPABILITIES in member.pax_headers
    )


def _kind(member: tarfile.TarInfo) -> LayerKind:
    if member.isreg():
        return "file"
    if member.isdir():
        return "folder"
    return "link" if member.issym() else "hardlink" if member.islnk() else "device"
