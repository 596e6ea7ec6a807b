"""The time that one submission may take in all: when it is over, all work on the submission ends."""

from collections.abc import Callable
from concurrent.futures import CancelledError
from threading import Timer
from typing import Any

from grader.bench.builds import Progress
from grader.evidence import Answer, Blocked, Broken
from grader.units import show_duration

MACHINES_WORK = "pulling "
"""How the progress of work begins that is none of the learner's doing."""


class TotalLimit:
    """`seconds` from now on; then `end` is called, from another thread.

    `struck` is the answer to each question that was not answered in time; None before.
    """

    def __init__(self, seconds: float, end: Callable[[], None], progress: Progress) -> None:
        self.struck: Blocked | Broken | None = None
        self._seconds, self._end, self._progress = seconds, end, progress
        self._doing = "reading the submission's files"
        self._timer = Timer(seconds, self._strike)
        self._timer.daemon = True
        self._timer.start()

    def progress(self, text: str) -> None:
        """What is being done from now on."""
        self._doing = text
        self._progress(text)

    def answer(self, find: Callable[[], Answer[Any]]) -> Answer[Any]:
        """What `find` comes to in time; afterwards `struck`. InterruptedError where somebody ended it."""
        if self.struck is None:
            try:
                return self.struck or find()
            except (InterruptedError, CancelledError):
                if self.struck is None:
                    raise
        return self.struck

    def close(self) -> None:
        """The work was done in time."""
        self._timer.cancel()

    def _strike(self) -> None:
        why = f"grading took longer than its limit of {show_duration(self._seconds)} in all, at {self._doing}"
        machines = self._doing.startswith(MACHINES_WORK)
        self.struck = Broken(why) if machines else Blocked("time", why)
        self._end()
