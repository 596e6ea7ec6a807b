"""Reading an archive that nobody vouches for: only so much at a time, and failures told apart."""

import errno
import lzma
import struct
import zipfile
import zlib
from tarfile import TarError
from typing import IO


class RefusedArchiveError(Exception):
    """The archive is not unpacked; the text says why."""


# zipfile raises RuntimeError for an encrypted member, NotImplementedError for an unknown compression.
REFUSED = (
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    LookupError,
    struct.error,
    OverflowError,
    zipfile.BadZipFile,
    TarError,
    zlib.error,
    lzma.LZMAError,
)
"""What the libraries raise for an archive that they cannot read."""

_LEARNERS = {None, errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ}
"""Error numbers that the archive's own names lead to; the others are the machine's, such as a full disk."""


def is_machines_fault(error: BaseException) -> bool:
    """Whether it says nothing about the archive."""
    return isinstance(error, OSError) and error.errno not in _LEARNERS


class CarefulFile:
    """A file of which only `left` bytes are read until `allow` is called again.

    tarfile and zipfile read long names, sparse maps and whole directories into memory, as large as they
    claim to be.
    """

    def __init__(self, file: IO[bytes], left: int) -> None:
        self._file, self._left = file, left
        self.tail = b""

    def allow(self, left: int) -> "CarefulFile":
        """Let this many bytes be read from now on."""
        self._left = left
        return self

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes. Raises RefusedArchiveError."""
        content = self._file.read(size if 0 <= size <= self._left else self._left + 1)
        if len(content) > self._left:
            raise RefusedArchiveError("what it says about its files is too large")
        self._left -= len(content)
        self.tail = content[-512:] or self.tail
        return content

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move to another place."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """The place where it is read next."""
        return self._file.tell()

    def seekable(self) -> bool:
        """Whether `seek` works."""
        return True

    def close(self) -> None:
        """Nothing: who opened the file closes it."""
