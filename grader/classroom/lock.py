"""One run at a time in an output folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.errors import UsageError


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other runs out of `folder`; a killed run keeps nobody out. Raises UsageError.

    The folder itself is locked. filelock would leave a file, and where the file system has no locks one
    that a killed run leaves behind for good.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise UsageError(f"another grader class is at work in {folder}: wait for it") from None
    except OSError:  # a file system without locks
        pass
    try:
        yield
    finally:
        os.close(handle)
