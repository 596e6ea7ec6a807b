"""Rows, graded: each content once, by workers or from its evidence, and each one's folder written."""

import sys
from contextlib import ExitStack
from functools import partial

from grader.challenge import Challenge, Limits
from grader.classroom.circumstances import Circumstances
from grader.classroom.cluster import ClusterWorkers
from grader.classroom.done import Done, Failed, Fresh, Kept
from grader.classroom.folders import SubmissionFolders
from grader.classroom.journal import Journal
from grader.classroom.local import LocalWorkers
from grader.classroom.opening import HandedIn
from grader.classroom.order import Order
from grader.classroom.rescore import rescore
from grader.classroom.rows import Row
from grader.classroom.task import Task
from grader.classroom.task_queue import TaskQueue
from grader.classroom.workers import worker_count
from grader.engine import Engine, connect
from grader.errors import GraderError
from grader.report.live import LiveProgress
from grader.text import one_line
from grader.units import show_duration
from grader.values import replace


class RowGrader:
    """Grades a class; each submission's folder is written as soon as its content's result is there.

    `all_written` is false once a report could not be shown. `close` waits until everything is removed.
    """

    def __init__(
        self, order: Order, challenge: Challenge, limits: Limits, journal: Journal, folders: SubmissionFolders
    ) -> None:
        self._order, self._challenge, self._limits = order, challenge, limits
        self._journal, self._folders = journal, folders
        self._rows: dict[str, list[Row]] = {}
        self._closing = ExitStack()
        self.all_written = True

    def close(self) -> None:
        """Wait for the workers, and until what they created is removed."""
        self._closing.close()

    def grade(self, rows: list[Row]) -> list[Row]:
        """The rows with what their contents came to. Raises GraderError."""
        for row in rows:
            if isinstance(row.found, HandedIn):
                self._rows.setdefault(row.found.content, []).append(row)
        done = self._judge_again() if self._order.rescore else self._grade()
        return [
            replace(row, done=done[row.found.content]) if isinstance(row.found, HandedIn) else row
            for row in rows
        ]

    def _judge_again(self) -> dict[str, Done]:
        done = {
            content: rescore(content, self._challenge, self._journal, "rescore") for content in self._rows
        }
        for content in done:
            self._write(content, done[content])
        return done

    def _grade(self) -> dict[str, Done]:
        engine = None if self._order.cluster else connect()
        circumstances = Circumstances(self._challenge, self._limits, engine)
        tasks = [self._task(content, circumstances) for content in self._rows]
        workers = self._workers(engine)
        self._closing.callback(workers.close)
        with LiveProgress(len(tasks), quiet=self._order.quiet) as progress:

            def on_done(task: Task, done: Done) -> None:
                self._write(task.content, done)
                progress.done(task.submission.id, _in_words(done), failed=isinstance(done, Failed))

            queue = TaskQueue(
                journal=self._journal,
                submit=workers.submit,
                jobs=workers.jobs,
                prepare=workers.prepare,
                on_start=lambda task: progress.start(task.submission.id),
                on_done=on_done,
            )
            try:
                return queue.grade(tasks, self._order.choice, resume=self._order.resume)
            except BaseException:
                workers.stop()
                raise

    def _task(self, content: str, circumstances: Circumstances) -> Task:
        """Named for the first submission that holds the content."""
        first = self._rows[content][0]
        return Task(content, first.submission, partial(circumstances.digest, first.images))

    def _workers(self, engine: Engine | None) -> LocalWorkers | ClusterWorkers:
        if engine is None:
            return ClusterWorkers(str(self._order.cluster), self._challenge, self._limits)
        jobs = self._order.jobs or worker_count(engine, self._limits)
        return LocalWorkers(self._challenge, self._limits, engine, jobs)

    def _write(self, content: str, done: Done) -> None:
        """Write the folders of all who handed it in; one that cannot be shown does not cost the others."""
        for row in self._rows[content]:
            try:
                self._folders.write(row.submission, done)
            except GraderError:
                raise
            except Exception as error:
                self.all_written = False
                sys.stderr.write(f"grader: no report of {row.submission.id}: {one_line(str(error))}\n")


def _in_words(done: Done) -> str:
    match done:
        case Failed(reason=reason):
            return f"broken: {reason}"
        case Fresh(result) | Kept(result):
            kept = ", kept" if isinstance(done, Kept) else ""
            report = result.report
            return f"{report.score} of {report.max_score} in {show_duration(result.seconds)}{kept}"
