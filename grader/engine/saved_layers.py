"""Reading the stream of `docker save` once, without keeping it: DiffID and file bytes of each layer.

Engines arrange the archive in different ways (docker-archive, OCI layout; compressed or not). What is a
layer is told by its content, and its DiffID is the SHA-256 of the uncompressed layer (OCI image
specification, "Layer DiffID"), so no arrangement has to be known.
"""

import hashlib
import tarfile
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Protocol, cast

from grader.engine.byte_stream import ByteStream, ReadingTookTooLongError
from grader.errors import EngineFailureError

CHUNK_BYTES = 1 << 20
READ_SECONDS = 180.0
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_TAR_MAGIC = slice(257, 262)


class UnreadableLayerError(EngineFailureError):
    """A layer that cannot be read here, or not in time."""


class _Reading(Protocol):
    def read(self, size: int, /) -> bytes: ...


def measure_layers(archive: Iterable[bytes], limit: float) -> dict[str, int]:
    """The file bytes of each layer in a `docker save` archive, by DiffID.

    Raises UnreadableLayerError.
    """
    deadline = time.monotonic() + limit
    with readable(limit):
        return dict(_measure(pieces, deadline) for _, pieces in saved_layers(archive, deadline))


@contextmanager
def readable(limit: float) -> Iterator[None]:
    """Turns what reading a damaged or slow archive raises into UnreadableLayerError."""
    try:
        yield
    except (tarfile.TarError, zlib.error, EOFError) as error:
        raise UnreadableLayerError(f"the engine's archive is damaged ({error})") from error
    except ReadingTookTooLongError:
        raise UnreadableLayerError(f"reading them took longer than {limit:.0f} s") from None


def saved_layers(archive: Iterable[bytes], deadline: float) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each layer in a `docker save` archive: its name there, and its uncompressed bytes."""
    stream = ByteStream(archive, deadline)
    with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|", bufsize=CHUNK_BYTES) as outer:
        for member in outer:
            content = outer.extractfile(member) if member.isfile() else None
            if content is not None and (pieces := _layer(content)) is not None:
                yield member.name, pieces


def _layer(content: IO[bytes]) -> Iterator[bytes] | None:
    """The uncompressed layer, or None where the member is something else."""
    start = content.read(512)
    if start.startswith(_ZSTD):
        raise UnreadableLayerError("a layer is compressed with zstd")
    chunks = _chunks(start, content)
    if start.startswith(_GZIP):
        return _gunzip(chunks)
    return chunks if start[_TAR_MAGIC] == b"ustar" else None


def _measure(pieces: Iterator[bytes], deadline: float) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    layer = ByteStream(pieces, deadline, digest)
    with tarfile.open(fileobj=cast("IO[bytes]", layer), mode="r|", bufsize=CHUNK_BYTES) as entries:
        for entry in entries:
            size += entry.size if entry.isreg() else 0
            size += len(entry.linkname.encode("utf-8", "surrogateescape")) if entry.issym() else 0
            entries.members = []  # type: ignore[attr-defined]  # tarfile would keep every header in memory
    while layer.read(CHUNK_BYTES):
        pass
    return f"sha256:{digest.hexdigest()}", size


def _chunks(start: bytes, content: _Reading) -> Iterator[bytes]:
    yield start
    while chunk := content.read(CHUNK_BYTES):
        yield chunk


def _gunzip(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Uncompressed pieces of at most CHUNK_BYTES; a gzip file may have several members."""
    inflater = zlib.decompressobj(wbits=31)
    for chunk in chunks:
        waiting = chunk
        while waiting:
            yield inflater.decompress(waiting, CHUNK_BYTES)
            waiting = inflater.unconsumed_tail
            if inflater.eof:
                waiting = inflater.unused_data
                inflater = zlib.decompressobj(wbits=31)
