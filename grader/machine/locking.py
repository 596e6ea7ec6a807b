"""One start or stop of the private engine at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from grader.errors import EngineFailureError
from grader.machine.home import Home
from grader.machine.work import Work

PATIENCE_SECONDS = 600.0


@contextmanager
def alone(home: Home, work: Work, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the folder's lock, waiting for whoever holds it; EngineFailureError after `patience` seconds."""
    for folder in (home.folder, home.run):
        folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home.lock)
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            work.step("another start or stop is at work: waiting for it")
            lock.acquire(timeout=patience)
    except Timeout:
        raise EngineFailureError(
            f"the lock {home.lock} was not released in {patience / 60:.0f} minutes"
        ) from None
    try:
        yield
    finally:
        lock.release()
