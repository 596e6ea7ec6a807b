"""A class, graded from its folders to its table."""

import sys
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

from grader import __version__
from grader.challenge import Catalogue, Challenge, Limits
from grader.classroom.circumstances import Circumstances
from grader.classroom.cluster import ClusterWorkers
from grader.classroom.done import Done, Failed, Fresh, Kept
from grader.classroom.folders import SubmissionFolders, write_class
from grader.classroom.journal import Journal
from grader.classroom.local import LocalWorkers
from grader.classroom.lock import alone_in
from grader.classroom.opening import HandedIn
from grader.classroom.order import Order, limits_of
from grader.classroom.rescore import rescore
from grader.classroom.roster import not_listed
from grader.classroom.rows import Row, look_at
from grader.classroom.submissions import Submission, find_entries, find_submissions
from grader.classroom.task_queue import Task, TaskQueue
from grader.classroom.workers import worker_count
from grader.engine import Engine, connect
from grader.errors import GraderError
from grader.report import check_folder
from grader.report.class_report import ClassCriterion, ClassReport
from grader.report.live import LiveProgress
from grader.text import one_line
from grader.units import show_duration

JOURNAL = "journal.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedClass:
    """The table; `is_complete` is false where the machine failed on a submission or on its report."""

    report: ClassReport
    is_complete: bool


def run_class(order: Order) -> GradedClass:
    """Grade the class and write its table and folders. Raises GraderError."""
    challenge = Catalogue().load(order.challenge)
    limits = limits_of(order, challenge)
    submissions = find_submissions(order.folders, order.roster, order.out)
    _say_not_listed(order, submissions)
    check_folder(order.out)
    with alone_in(order.out), closing(Journal(order.out / JOURNAL, challenge.id)) as journal:
        with closing(SubmissionFolders(order.out, journal)) as folders:
            run = ClassRun(order, challenge, limits, journal, folders)
            rows = run.grade(look_at(submissions, journal))
        report = class_report(challenge, rows)
        write_class(order.out, report)
    failed = any(row.has_failed for row in rows)
    return GradedClass(report=report, is_complete=run.all_written and not failed)


class ClassRun:
    """One run over a class; each submission's folder is written as soon as its content's result is there.

    `all_written` is false once a report could not be shown.
    """

    def __init__(
        self, order: Order, challenge: Challenge, limits: Limits, journal: Journal, folders: SubmissionFolders
    ) -> None:
        self._order, self._challenge, self._limits = order, challenge, limits
        self._journal, self._folders = journal, folders
        self._rows: dict[str, list[Row]] = {}
        self.all_written = True

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
        with LiveProgress(len(tasks), quiet=self._order.quiet) as progress:

            def on_done(task: Task, done: Done) -> None:
                self._write(task.content, done)
                progress.done(task.submission.id, _said(done), failed=isinstance(done, Failed))

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
            finally:
                workers.close()

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


def class_report(challenge: Challenge, rows: list[Row]) -> ClassReport:
    """The whole table."""
    return ClassReport(
        challenge=challenge.id,
        title=challenge.title,
        max_score=challenge.max_score,
        criteria=tuple(ClassCriterion(one.id, one.title, one.points) for one in challenge.criteria),
        rows=tuple(row.line(challenge) for row in rows),
        grader_version=__version__,
        challenge_digest=challenge.digest,
    )


def _say_not_listed(order: Order, submissions: list[Submission]) -> None:
    """A submission that the roster does not name is not graded: not without a word."""
    if order.roster is None:
        return
    for entry in not_listed(find_entries(order.folders, order.out), submissions):
        sys.stderr.write(f"grader: not in the roster, so not graded: {one_line(str(entry.path))}\n")


def _said(done: Done) -> str:
    match done:
        case Failed(reason=reason):
            return f"broken: {reason}"
        case Fresh(result) | Kept(result):
            kept = ", kept" if isinstance(done, Kept) else ""
            report = result.report
            return f"{report.score} of {report.max_score} in {show_duration(result.seconds)}{kept}"
