"""One run at a time, in the background: a newer one drops the one before, with all that it created."""

from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from threading import Thread

from grader.challenge import Challenge
from grader.errors import GraderError
from grader.memory import remember
from grader.report import Report
from grader.side_by_side import SideBySide
from grader.submission import GradingOptions
from grader.values import replace
from grader.watch.events import Doing, Event, Failed, Graded

WAITING = "not judged yet: it needs a build"
READING = "not judged yet: another program reads it"


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
            if self._judge_words(number, side, challenge, folder):
                self._judge_all(number, side, challenge, folder)
        except InterruptedError:
            return
        except GraderError as error:
            self._tell(Failed(number, str(error)))

    def _judge_words(self, number: int, side: SideBySide, challenge: Challenge, folder: Path) -> bool:
        """Tell what is read here, and wait for nothing; whether more is to come."""
        later = _of_programs(challenge)
        with side.grading(challenge, folder, GradingOptions(static_only=True)) as opened:
            for criterion in challenge.criteria:
                if criterion.id not in later:
                    opened.verdict(criterion.id)
                    side.go_on()
            report = opened.report()
            waits = any(verdict.outcome == "skipped" for verdict in report.criteria)
            told = _waiting(report, later) if waits else remember(report, folder)
            self._tell(Graded(number, told, whole=not waits))
        return waits

    def _judge_all(self, number: int, side: SideBySide, challenge: Challenge, folder: Path) -> None:
        """Tell what another program says once it is known, and in the end all of it."""
        later = _of_programs(challenge)
        options = GradingOptions(progress=lambda said: self._tell(Doing(number, said)))
        with side.grading(challenge, folder, options) as opened:
            for verdict in opened.verdicts():
                side.go_on()
                if verdict.id in later:
                    self._tell(Graded(number, _waiting(opened.report(), ()), whole=False))
            self._tell(Graded(number, remember(opened.report(), folder), whole=True))


def _of_programs(challenge: Challenge) -> set[str]:
    """The criteria that wait for a program beside the grader, by themselves or by what they require."""
    criteria = {criterion.id: criterion for criterion in challenge.criteria}

    def waits(name: str) -> bool:
        asks = any(question.asks_a_program for question in criteria[name].questions())
        return asks or any(map(waits, criteria[name].requires))

    return set(filter(waits, criteria))


def _waiting(report: Report, later: Collection[str]) -> Report:
    """The report on what is known by now; what was skipped is still to come, `later` without a build."""
    criteria = [
        replace(verdict, because=READING if verdict.id in later else WAITING)
        if verdict.outcome == "skipped"
        else verdict
        for verdict in report.criteria
    ]
    return replace(report, criteria=tuple(criteria))
