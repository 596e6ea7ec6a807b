"""Pieces from the engine read as a file, with a deadline."""

import hashlib
import time
from collections.abc import Iterable


class ReadingTookTooLongError(Exception):
    """The deadline passed before the end was reached."""


class ByteStream:
    """A readable over pieces of bytes; it keeps the SHA-256 of all that was read from it."""

    def __init__(self, pieces: Iterable[bytes], deadline: float) -> None:
        self._pieces, self._deadline = iter(pieces), deadline
        self._rest = b""
        self.digest = hashlib.sha256()

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
        self.digest.update(data)
        return data
