"""One run at a time, in the background: a newer one drops the one before, with all that it created."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread

from grader.challenge import Challenge
from grader.errors import GraderError
from grader.memory import remember
from grader.report import Report
from grader.side_by_side import SideBySide
from grader.submission import GradingOptions
from grader.watch.events import Doing, Event, Failed, Graded

WAITING = "not judged yet: it needs a build"


class Runs:
    """Grades a folder again and again; `tell` takes what is found, from another thread."""

    def __init__(self, tell: Callable[[Event], None]) -> None:
        self._tell = tell
        self._side = SideBySide()
        self._threads: list[Thread] = []
        self.number = 0

    def begin(self, challenge: Challenge, folder: Path) -> None:
        """Grade the folder as it is now; a run that is still at work is dropped."""
        self._drop()
        self.number, self._side = self.number + 1, SideBySide()
        work = Thread(target=self._grade, args=(self.number, self._side, challenge, folder), name="grade")
        self._threads = [thread for thread in self._threads if thread.is_alive()] + [work]
        work.start()

    def close(self) -> None:
        """Drop what is at work, and wait until all of it is removed."""
        self._drop()
        for thread in self._threads:
            thread.join()

    def _drop(self) -> None:
        with suppress(GraderError):
            self._side.stop()

    def _grade(self, number: int, side: SideBySide, challenge: Challenge, folder: Path) -> None:
        try:
            text = side.grade(challenge, folder, GradingOptions(static_only=True)).report
            if not _waits(text):
                self._tell(Graded(number, remember(text, folder), whole=True))
                return
            self._tell(Graded(number, _waiting(text), whole=False))
            options = GradingOptions(progress=lambda said: self._tell(Doing(number, said)))
            with side.grading(challenge, folder, options) as opened:
                for _ in opened.verdicts():
                    side.go_on()
                self._tell(Graded(number, remember(opened.report(), folder), whole=True))
        except InterruptedError:
            return
        except GraderError as error:
            self._tell(Failed(number, str(error)))


def _waits(report: Report) -> bool:
    return any(verdict.outcome == "skipped" for verdict in report.criteria)


def _waiting(report: Report) -> Report:
    """The report on the text alone; what was skipped is still to come."""
    criteria = [
        replace(verdict, because=WAITING) if verdict.outcome == "skipped" else verdict
        for verdict in report.criteria
    ]
    return replace(report, criteria=tuple(criteria))
