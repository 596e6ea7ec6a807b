"""Pieces from the engine read as a file, with a deadline."""

import time
from collections.abc import Iterable
from typing import Protocol


class Digest(Protocol):
    """What a hash of the standard library offers."""

    def update(self, data: bytes, /) -> None:
        """Take in more data."""


class ReadingTookTooLongError(Exception):
    """The deadline passed before the end was reached."""


class ByteStream:
    """A readable over pieces of bytes; with `digest`, all that is read from it goes through it."""

    def __init__(self, pieces: Iterable[bytes], deadline: float, digest: Digest | None = None) -> None:
        self._pieces, self._deadline = iter(pieces), deadline
        self._rest = b""
        self._digest = digest

    def read(self, size: int) -> bytes:
        """At most `size` bytes, fewer only at the end; raises ReadingTookTooLongError."""
        parts, wanted = [self._rest[:size]], size - len(self._rest)
        self._rest = self._rest[size:]
        while wanted > 0:
            if time.monotonic() > self._deadline:
                raise ReadingTookTooLongError
            piece = next(self._pieces, None)
            if piece is None:
                break
            parts.append(piece[:wanted])
            self._rest = piece[wanted:]
            wanted -= len(piece)
        data = b"".join(parts)
        if self._digest is not None:
            self._digest.update(data)
        return data
