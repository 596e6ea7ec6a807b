"""Grading a class: each content once, side by side, written down the moment it is done."""

import secrets
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, Literal

from grader.classroom.journal import Journal, Kept
from grader.classroom.submissions import Submission
from grader.classroom.work import Graded

ATTEMPTS = 2
IN_FLIGHT_PER_JOB = 2
"""Submissions handed to the executor ahead of time, so that no worker waits for the next one."""

Choice = Literal["changed", "missing", "all"]
"""What is graded: what has no valid result; what has no result at all, or the machine failed on; all."""


@dataclass(frozen=True, slots=True)
class Task:
    """One content to grade: a submission that holds it, and what its result depends on."""

    content: str
    submission: Submission
    circumstances: str


@dataclass(frozen=True, slots=True)
class Done:
    """One content, done: its result, and why the machine failed on it, if it did."""

    content: str
    kept: Kept | None
    failure: str | None
    was_kept: bool


@dataclass(frozen=True, slots=True)
class _Ended:
    """A task that came back: why it did not succeed, or what kept its result from being written down."""

    task: Task
    failure: str | None
    error: Exception | None


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
        earlier = self.journal.interrupted_run() if resume else None
        self.journal.begin_run(self.run)
        done: dict[str, Done] = {}
        waiting: list[Task] = []
        for task in {task.content: task for task in tasks}.values():
            kept = self.journal.result(task.content)
            if kept is not None and _is_valid(kept, task, choice, earlier):
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
            done[one.task.content] = self._done(one.task, one.failure)
            self.on_done(done[one.task.content])
        return done

    def _done(self, task: Task, failure: str | None) -> Done:
        if failure is not None:
            self.journal.record_failure(task.content, self.run, failure)
        return Done(task.content, self.journal.result(task.content), failure, was_kept=False)

    def _begin(self, task: Task, ended: "SimpleQueue[_Ended]") -> None:
        began = time.monotonic()
        self.journal.start(task.content, self.run)
        self.on_start(task)

        def record(future: "Future[Graded]") -> None:
            """Called where the result arrives, at once: a killed run loses nothing that was done."""
            failure, error = _failure(future), None
            try:
                if failure is None:
                    graded = future.result()
                    seconds = float(graded.report["timings"].get("total", time.monotonic() - began))
                    self.journal.record(task.content, task.circumstances, self.run, graded, seconds)
            except Exception as problem:
                error = problem
            ended.put(_Ended(task, failure, error))

        self.submit(task).add_done_callback(record)


def _is_valid(kept: Kept, task: Task, choice: Choice, earlier: str | None) -> bool:
    if choice == "all":
        return False
    return choice == "missing" or kept.circumstances == task.circumstances or kept.run == earlier


def _failure(future: "Future[Any]") -> str | None:
    """Why a task did not come to a result that counts; None where it did."""
    if future.cancelled():
        return "cancelled"
    error = future.exception()
    if error is not None:
        return f"{type(error).__name__}: {error}"
    graded = future.result()
    return graded.reason if isinstance(graded, Graded) else "no result came back"
