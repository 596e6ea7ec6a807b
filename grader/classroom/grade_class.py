"""Grading a class: each content once, side by side, written down the moment it is done."""

import secrets
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field
from typing import Any, Literal

from grader.classroom.journal import Journal, Kept
from grader.classroom.submissions import Submission
from grader.classroom.work import Graded, Unusable

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


Submit = Callable[[Executor, Task], "Future[Graded]"]


@dataclass
class ClassRun:
    """One run over a class. `submit` hands a task to the executor."""

    journal: Journal
    executor: Executor
    jobs: int
    submit: Submit
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
        done |= self._grade(waiting)
        self.journal.end_run(self.run)
        return done

    def _grade(self, waiting: list[Task]) -> dict[str, Done]:
        done: dict[str, Done] = {}
        attempts: dict[str, int] = {}
        flying: dict[Future[Graded], Task] = {}
        left = list(reversed(waiting))
        while left or flying:
            while left and len(flying) < self.jobs * IN_FLIGHT_PER_JOB:
                task = left.pop()
                attempts[task.content] = attempts.get(task.content, 0) + 1
                flying[self._begin(task)] = task
            ended, _ = wait(flying, return_when=FIRST_COMPLETED)
            for future in ended:
                task = flying.pop(future)
                reason = _failure(future)
                if reason is not None and attempts[task.content] < ATTEMPTS:
                    left.append(task)
                    continue
                if reason is not None:
                    self.journal.record_failure(task.content, self.run, reason)
                kept = self.journal.result(task.content)
                done[task.content] = Done(task.content, kept, reason, was_kept=False)
                self.on_done(done[task.content])
        return done

    def _begin(self, task: Task) -> "Future[Graded]":
        began = time.monotonic()
        self.journal.start(task.content, self.run)
        self.on_start(task)
        future = self.submit(self.executor, task)
        # Called where the result arrives, at once: a killed run loses nothing that was done.
        future.add_done_callback(lambda ended: self._record(ended, task, began))
        return future

    def _record(self, future: "Future[Graded]", task: Task, began: float) -> None:
        if _failure(future) is None:
            graded = future.result()
            seconds = float(graded.report["timings"].get("total", time.monotonic() - began))
            self.journal.record(task.content, task.circumstances, self.run, graded, seconds)


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


def unusable_ones(contents: dict[str, str | Unusable]) -> dict[str, str]:
    """The submissions that cannot be graded for what they are, with the reason, by id."""
    return {name: found.reason for name, found in contents.items() if isinstance(found, Unusable)}
