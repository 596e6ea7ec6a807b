"""What a compressed file holds, as far as it may be unpacked here."""

import bz2
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain, islice
from typing import Protocol

MAX_PIECES = 50
"""Pieces of at most PIECE bytes that are made of one file."""
MAX_ZIP = 20_000_000
MAX_MEMBERS = 2_000
MAX_MEMORY = 100_000_000
"""Bytes that an xz file may ask for; zip's own use of its method has no such limit and is left out."""
PIECE = 1 << 20
DAMAGED = (zlib.error, lzma.LZMAError, zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError)
"""What unpacking a file raises that is damaged, encrypted or of a form that is not known."""


class _Unpacker(Protocol):
    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


class _Inflater:
    """zlib's object in the shape of the other two."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    def decompress(self, data: bytes, max_length: int = PIECE, /) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


_PACKED: tuple[tuple[bytes, Callable[[], _Unpacker]], ...] = (
    (b"\x1f\x8b", _Inflater),
    (b"BZh", bz2.BZ2Decompressor),
    (b"\xfd7zXZ\0", partial(lzma.LZMADecompressor, memlimit=MAX_MEMORY)),
)
_ZIP = b"PK\x03\x04"
_ZIP_MEMBER = b"PK\x01\x02"


def unpacked(pieces: Iterable[bytes]) -> Iterator[tuple[bool, bytes]]:
    """The pieces as they are, each with False, and what they hold, each with True.

    Only a gzip, bzip2, xz or zip file holds something; a damaged one as far as it goes.
    """
    stream = iter(pieces)
    start = next(stream, b"")
    everything = chain([start], stream)
    maker = next((make for magic, make in _PACKED if start.startswith(magic)), None)
    if maker is not None:
        yield from _with_content(everything, maker())
    elif start.startswith(_ZIP):
        yield from _with_members(everything)
    else:
        yield from ((False, piece) for piece in everything)


def _with_content(pieces: Iterable[bytes], unpacker: _Unpacker) -> Iterator[tuple[bool, bytes]]:
    left = MAX_PIECES
    for piece in pieces:
        yield False, piece
        try:
            for made in islice(_made(unpacker, piece), left):
                left -= 1
                yield True, made
        except DAMAGED:
            left = 0


def _made(unpacker: _Unpacker, data: bytes) -> Iterator[bytes]:
    while made := unpacker.decompress(data, PIECE):
        yield made
        data = b""


def _with_members(pieces: Iterable[bytes]) -> Iterator[tuple[bool, bytes]]:
    held = bytearray()
    for piece in pieces:
        yield False, piece
        held += piece[: MAX_ZIP + 1 - len(held)]
    if len(held) <= MAX_ZIP and held.count(_ZIP_MEMBER) <= MAX_MEMBERS:
        yield from ((True, made) for made in islice(_members(bytes(held)), MAX_PIECES))


def _members(archive: bytes) -> Iterator[bytes]:
    with suppress(*DAMAGED), zipfile.ZipFile(io.BytesIO(archive)) as opened:
        for member in opened.infolist():
            if member.compress_type == zipfile.ZIP_LZMA:
                continue
            with suppress(*DAMAGED), opened.open(member) as content:
                while made := content.read(PIECE):
                    yield made
