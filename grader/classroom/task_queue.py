"""The queue of a class: each content once, side by side, written down the moment it is done."""

import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import SimpleQueue

from grader.classroom.done import Done, Failed, Fresh, Kept
from grader.classroom.journal import Journal
from grader.classroom.result import Result
from grader.classroom.task import Choice, Task
from grader.submission import Graded
from grader.text import one_line
from grader.values import Value, replace

ATTEMPTS = 2
IN_FLIGHT_PER_JOB = 2
"""Submissions handed to the executor ahead of time, so that no worker waits for the next one."""


class _Ended(Value):
    """A task that came back with what it brought; an error kept its result from being written down."""

    task: Task
    brought: Result | Failed | Exception


Submit = Callable[[Task], "Future[Graded]"]


@dataclass(kw_only=True)
class TaskQueue:
    """One run over a class. `submit` hands a task to one of `jobs` workers, once `prepare` knows how many."""

    journal: Journal
    submit: Submit
    jobs: int
    prepare: Callable[[int], None] = lambda _count: None
    on_start: Callable[[Task], None] = lambda _task: None
    on_done: Callable[[Task, Done], None] = lambda _task, _done: None
    run: str = field(default_factory=lambda: secrets.token_hex(8))

    def grade(self, tasks: Iterable[Task], choice: Choice, *, resume: bool) -> dict[str, Done]:
        """What each content came to. What an earlier run left valid is taken as it is."""
        interrupted = self.journal.interrupted_runs() if resume else set()
        self.journal.begin_run(self.run)
        done: dict[str, Done] = {}
        waiting: list[Task] = []
        for task in _by_content(tasks):
            earlier = self.journal.result(task.content)
            if earlier is not None and self._is_valid(earlier, task, choice, interrupted):
                done[task.content] = Kept(earlier)
                self.on_done(task, done[task.content])
            else:
                waiting.append(task)
        if waiting:
            self.prepare(len(waiting))
        done |= self._grade(waiting)
        self.journal.end_run(self.run)
        return done

    def _grade(self, waiting: list[Task]) -> dict[str, Done]:
        done: dict[str, Done] = {}
        attempts = Counter[str]()
        back: SimpleQueue[_Ended] = SimpleQueue()
        left, flying = list(reversed(waiting)), 0
        while left or flying:
            while left and flying < self.jobs * IN_FLIGHT_PER_JOB:
                task = left.pop()
                attempts[task.content] += 1
                self._begin(task, back)
                flying += 1
            ended = back.get()
            flying -= 1
            if isinstance(ended.brought, Failed) and attempts[ended.task.content] < ATTEMPTS:
                left.append(ended.task)
                continue
            done[ended.task.content] = self._done(ended)
            self.on_done(ended.task, done[ended.task.content])
        return done

    def _done(self, ended: _Ended) -> Done:
        content = ended.task.content
        match ended.brought:
            case Result() as result:
                return Fresh(result)
            case Failed() as failed:
                self.journal.record_failure(content, self.run, failed.reason)
                return replace(failed, earlier=self.journal.result(content))
            case error:
                raise error

    def _begin(self, task: Task, back: "SimpleQueue[_Ended]") -> None:
        began = time.monotonic()
        self.journal.start(task.content, self.run)
        self.on_start(task)

        def record(future: "Future[Graded]") -> None:
            """Called where the result arrives, at once: a killed run loses nothing that was done."""
            try:
                back.put(_Ended(task, self._brought(task, future, began)))
            except Exception as error:
                back.put(_Ended(task, error))

        try:
            future = self.submit(task)
        except Exception as error:  # this one cannot be handed over; the others can
            back.put(_Ended(task, Failed(reason=_reason(error))))
        else:
            future.add_done_callback(record)

    def _brought(self, task: Task, future: "Future[Graded]", began: float) -> Result | Failed:
        if future.cancelled():
            return Failed(reason="cancelled")
        if (error := future.exception()) is not None:
            return Failed(reason=_reason(error))
        graded = future.result()
        if not isinstance(graded, Graded):
            return Failed(reason="no result came back")
        if graded.failure is not None:
            return Failed(reason=graded.failure, part=graded.report)
        seconds = graded.report.timings.get("total", time.monotonic() - began)
        valid_in = task.circumstances()
        result = Result(report=graded.report, circumstances=valid_in, run=self.run, seconds=seconds)
        self.journal.record(task.content, result, graded.evidence)
        return result

    def _is_valid(self, earlier: Result, task: Task, choice: Choice, interrupted: set[str]) -> bool:
        match choice:
            case "missing":
                return self.journal.failure(task.content) is None
            case "changed":
                return earlier.circumstances == task.circumstances()
            case "all":
                return earlier.run in interrupted and earlier.circumstances == task.circumstances()


def _by_content(tasks: Iterable[Task]) -> list[Task]:
    """The first task of each content."""
    first: dict[str, Task] = {}
    for task in tasks:
        first.setdefault(task.content, task)
    return list(first.values())


def _reason(error: BaseException) -> str:
    return one_line(f"{type(error).__name__}: {error}", 400)
