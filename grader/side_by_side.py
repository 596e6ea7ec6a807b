"""Submissions that several threads grade at the same time."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from grader.bench.builds import TakenIn
from grader.challenge import Challenge
from grader.errors import GraderError
from grader.submission import DEFAULT, Graded, GradingOptions, SubmissionGrading, grading


class SideBySide:
    """Submissions that threads grade side by side: `stop` ends them all and begins no more."""

    def __init__(self) -> None:
        self._lock, self._stopping = Lock(), False
        self._taken_in = TakenIn()
        self._open: set[SubmissionGrading] = set()

    def grade(self, challenge: Challenge, folder: Path, options: GradingOptions = DEFAULT) -> Graded:
        """A submission, graded to the end. Raises InterruptedError once `stop` was called."""
        with self.grading(challenge, folder, options) as opened:
            for _ in opened.verdicts():
                self.go_on()
            return opened.graded()

    @contextmanager
    def grading(
        self, challenge: Challenge, folder: Path, options: GradingOptions = DEFAULT
    ) -> Iterator[SubmissionGrading]:
        """The grading of a submission, which `stop` ends. Raises InterruptedError where it was called."""
        with grading(challenge, folder, options) as opened:
            with self._lock:
                self._open.add(opened)
            try:
                self.go_on()
                opened.take_in_bases(self._taken_in)
                yield opened
            finally:
                with self._lock:
                    self._open.discard(opened)

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
