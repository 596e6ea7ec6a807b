"""Grading a class: each content once, side by side, written down the moment it is done."""

import secrets
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Literal

from grader.classroom.journal import Journal, Kept
from grader.classroom.submissions import Submission
from grader.classroom.work import Graded
from grader.text import one_line

ATTEMPTS = 2
IN_FLIGHT_PER_JOB = 2
"""Submissions handed to the executor ahead of time, so that no worker waits for the next one."""

Choice = Literal["changed", "missing", "all"]
"""What is graded: what has no valid result; what has no result at all, or the machine failed on; all."""


@dataclass(frozen=True, slots=True)
class Task:
    """One content to grade: a submission that holds it, and what its result depends on.

    The circumstances are asked for again when the result is there: grading pulls base images.
    """

    content: str
    submission: Submission
    circumstances: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Done:
    """One content, done: its result, and why the machine failed on it, if it did.

    `broken` is what could be judged where the machine failed on a part; it is no result.
    """

    content: str
    kept: Kept | None
    failure: str | None
    was_kept: bool
    broken: Graded | None = None


@dataclass(frozen=True, slots=True)
class _Ended:
    """A task that came back: why it did not succeed, or what kept its result from being written down."""

    task: Task
    failure: str | None
    error: Exception | None = None
    broken: Graded | None = None


Submit = Callable[[Task], "Future[Graded]"]


@dataclass
class ClassRun:
    """One run over a class. `submit` hands a task to one of `jobs` workers, once they are prepared."""

    journal: Journal
    submit: Submit
    jobs: int
    prepare: Callable[[], None] = lambda: None
    on_done: Callable[[Done], None] = lambda _done: None
    on_start: Callable[[Task], None] = lambda _task: None
    run: str = field(default_factory=lambda: secrets.token_hex(8))

    def grade(self, tasks: Iterable[Task], choice: Choice, *, resume: bool) -> dict[str, Done]:
        """The results by content. What an earlier run left valid is taken as it is."""
        earlier = self.journal.interrupted_runs() if resume else set()
        self.journal.begin_run(self.run)
        done: dict[str, Done] = {}
        waiting: list[Task] = []
        for task in _by_content(tasks):
            kept = self.journal.result(task.content)
            if kept is not None and self._is_valid(kept, task, choice, earlier):
                done[task.content] = Done(task.content, kept, None, was_kept=True)
                self.on_done(done[task.content])
            else:
                waiting.append(task)
        if waiting:
            self.prepare()
        done |= self._grade(waiting)
        self.journal.end_run(self.run)
        return done

    def _grade(self, waiting: list[Task]) -> dict[str, Done]:
        done: dict[str, Done] = {}
        attempts: dict[str, int] = {}
        ended: SimpleQueue[_Ended] = SimpleQueue()
        left, flying = list(reversed(waiting)), 0
        while left or flying:
            while left and flying < self.jobs * IN_FLIGHT_PER_JOB:
                task = left.pop()
                attempts[task.content] = attempts.get(task.content, 0) + 1
                self._begin(task, ended)
                flying += 1
            one = ended.get()
            flying -= 1
            if one.error is not None:
                raise one.error
            if one.failure is not None and attempts[one.task.content] < ATTEMPTS:
                left.append(one.task)
                continue
            done[one.task.content] = self._done(one)
            self.on_done(done[one.task.content])
        return done

    def _done(self, one: _Ended) -> Done:
        content = one.task.content
        if one.failure is not None:
            self.journal.record_failure(content, self.run, one.failure)
        return Done(content, self.journal.result(content), one.failure, was_kept=False, broken=one.broken)

    def _begin(self, task: Task, ended: "SimpleQueue[_Ended]") -> None:
        began = time.monotonic()
        self.journal.start(task.content, self.run)
        self.on_start(task)

        def record(future: "Future[Graded]") -> None:
            """Called where the result arrives, at once: a killed run loses nothing that was done."""
            try:
                ended.put(self._ended(task, future, began))
            except Exception as error:
                ended.put(_Ended(task, None, error))

        try:
            future = self.submit(task)
        except Exception as error:  # this one cannot be handed over; the others can
            ended.put(_Ended(task, _told(error)))
        else:
            future.add_done_callback(record)

    def _ended(self, task: Task, future: "Future[Graded]", began: float) -> _Ended:
        if future.cancelled():
            return _Ended(task, "cancelled")
        if (error := future.exception()) is not None:
            return _Ended(task, _told(error))
        graded = future.result()
        if not isinstance(graded, Graded):
            return _Ended(task, "no result came back")
        if graded.reason is not None:
            return _Ended(task, graded.reason, broken=graded)
        seconds = float(graded.report["timings"].get("total", time.monotonic() - began))
        self.journal.record(task.content, task.circumstances(), self.run, graded, seconds)
        return _Ended(task, None)

    def _is_valid(self, kept: Kept, task: Task, choice: Choice, earlier: set[str]) -> bool:
        match choice:
            case "missing":
                return self.journal.failure(task.content) is None
            case "changed":
                return kept.circumstances == task.circumstances()
            case "all":
                return kept.run in earlier and kept.circumstances == task.circumstances()


def _by_content(tasks: Iterable[Task]) -> list[Task]:
    """The first task of each content."""
    first: dict[str, Task] = {}
    for task in tasks:
        first.setdefault(task.content, task)
    return list(first.values())


def _told(error: BaseException) -> str:
    return one_line(f"{type(error).__name__}: {error}", 400)
