"""The time that one submission may take in all: when it is over, all work on the submission ends."""

import time
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from grader.bench.builds import Progress
from grader.bench.rooms import EngineRooms
from grader.evidence import Answer, Blocked, Broken
from grader.units import show_duration

TICK_SECONDS = 0.5
MACHINES_WORK = "pulling "
"""How the progress of work begins that is none of the learner's doing."""


class TotalLimit:
    """`seconds` from now on; then `stop` is called, from another thread, and the `rooms` are emptied.

    So it is where too much is written on the disk. `struck` is the answer to each question that was not
    answered in time; None before.
    """

    def __init__(
        self,
        seconds: float,
        stop: Callable[[], None],
        rooms: Callable[[], EngineRooms | None],
        progress: Progress,
    ) -> None:
        self.struck: Blocked | Broken | None = None
        self._seconds, self._stop, self._rooms, self._progress = seconds, stop, rooms, progress
        self._doing = "reading the submission's files"
        self._closed = Event()
        self._watch = Thread(target=self._wait, name="total limit", daemon=True)
        self._watch.start()

    def progress(self, text: str) -> None:
        """What is being done from now on."""
        self._doing = text
        self._progress(text)

    def answer(self, find: Callable[[], Answer[Any]]) -> Answer[Any]:
        """What `find` comes to in time; afterwards `struck`. InterruptedError where somebody ended it."""
        if self.struck is None:
            try:
                return self.struck or find()
            except InterruptedError:
                if self.struck is None:
                    raise
        return self.struck

    def close(self) -> None:
        """The work was done in time."""
        self._closed.set()

    def _wait(self) -> None:
        over = time.monotonic() + self._seconds
        while not self._closed.wait(min(TICK_SECONDS, max(0.0, over - time.monotonic()))):
            rooms = self._rooms()
            full = rooms.disk.look() if rooms is not None else None
            why = full or (self._too_long() if time.monotonic() >= over else None)
            if why is not None:
                self._strike(why)
                return

    def _too_long(self) -> Blocked | Broken:
        why = f"grading took longer than its limit of {show_duration(self._seconds)} in all, at {self._doing}"
        return Broken(why) if self._doing.startswith(MACHINES_WORK) else Blocked("time", why)

    def _strike(self, why: Blocked | Broken) -> None:
        self.struck = why
        self._stop()
        if (rooms := self._rooms()) is not None:
            rooms.remove()
