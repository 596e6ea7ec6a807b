"""Submissions that several threads grade at the same time."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Self

from grader.bench.builds import TakenIn
from grader.challenge import Challenge
from grader.engine.kept_networks import KeptNetworks
from grader.errors import GraderError
from grader.submission import DEFAULT, Graded, GradingOptions, SubmissionGrading, grading
from grader.values import replace

REMOVALS = 2
"""Of how many submissions what they created is removed at a time, while others are graded."""


class SideBySide:
    """Submissions that threads grade side by side: `stop` ends them all and begins no more.

    `close`, or the end of its block, waits until all that was created for them is removed.
    """

    def __init__(self) -> None:
        self._removers = ThreadPoolExecutor(REMOVALS, thread_name_prefix="removal")
        self._removals, self._room = list[Future[None]](), BoundedSemaphore(REMOVALS)
        self._lock, self._stopping = Lock(), False
        self._taken_in = TakenIn()
        self._networks = KeptNetworks(0)
        self._open: set[SubmissionGrading] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def keep_networks(self, most: int) -> None:
        """Have as many networks stay for the containers of all that is graded from now on; see there when."""
        self._networks = KeptNetworks(most)

    def close(self) -> None:
        """Wait until everything is removed."""
        self._removers.shutdown()
        self._networks.close()
        for removal in self._removals:
            removal.result()

    def grade(self, challenge: Challenge, folder: Path, options: GradingOptions = DEFAULT) -> Graded:
        """A submission, graded to the end. Raises InterruptedError once `stop` was called.

        What was created for it is removed while the next one is graded.
        """
        opened = SubmissionGrading(challenge, folder, self._among_others(options))
        try:
            with self._begun(opened):
                for _ in opened.verdicts():
                    self.go_on()
                return opened.graded()
        finally:
            self._remove(opened)

    @contextmanager
    def grading(
        self, challenge: Challenge, folder: Path, options: GradingOptions = DEFAULT
    ) -> Iterator[SubmissionGrading]:
        """The grading of a submission, which `stop` ends. Raises InterruptedError where it was called."""
        among_others = self._among_others(options)
        with grading(challenge, folder, among_others) as opened, self._begun(opened):
            yield opened

    def _among_others(self, options: GradingOptions) -> GradingOptions:
        return replace(options, beside_others=True, networks=self._networks)

    @contextmanager
    def _begun(self, opened: SubmissionGrading) -> Iterator[None]:
        with self._lock:
            self._open.add(opened)
        try:
            self.go_on()
            opened.take_in_bases(self._taken_in)
            yield
        finally:
            with self._lock:
                self._open.discard(opened)

    def _remove(self, opened: SubmissionGrading) -> None:
        self._room.acquire()  # where the engine is slow, no more than so many wait for it

        def remove() -> None:
            try:
                opened.close()
            finally:
                self._room.release()

        try:
            self._removals.append(self._removers.submit(remove))
        except RuntimeError:  # closed: this one had been given up, and nobody waits for it
            remove()

    def go_on(self) -> None:
        """Raise InterruptedError where `stop` was called."""
        with self._lock:
            if self._stopping:
                raise InterruptedError("nothing more is graded")

    def stop(self) -> None:
        """End what is being graded, and begin nothing more; called from another thread."""
        with self._lock:
            self._stopping = True
            opened = set(self._open)
        for submission in opened:
            with suppress(GraderError):
                submission.stop()
