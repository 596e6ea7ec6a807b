"""`grader class`."""

import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from shutil import get_terminal_size

from grader import __version__
from grader.challenge import Catalogue, Challenge, Limits
from grader.classroom.circumstances import Circumstances
from grader.classroom.cluster import ClusterWorkers
from grader.classroom.grade_class import Choice, ClassRun, Done, Task
from grader.classroom.journal import Journal
from grader.classroom.local import LocalWorkers
from grader.classroom.outputs import class_report, class_row, write_class, write_submission
from grader.classroom.rescore import rescore
from grader.classroom.submissions import Submission, find_submissions
from grader.classroom.work import Unusable, content_of, opened_content
from grader.classroom.workers import worker_count
from grader.engine import Engine, connect
from grader.errors import UsageError
from grader.interrupts import interrupt_on_termination
from grader.report import check_folder
from grader.report.class_report import ClassReport, ClassRow
from grader.report.live import LiveProgress
from grader.report.table import Cell, table
from grader.units import show_duration

JOURNAL = "journal.sqlite"
Contents = dict[str, str | Unusable]


@dataclass(frozen=True, slots=True)
class Order:
    """What `grader class` was asked for."""

    folders: Sequence[Path]
    challenge: str
    out: Path
    jobs: int | None = None
    roster: Path | None = None
    resume: bool = False
    only_errors: bool = False
    again: bool = False
    rescore: bool = False
    limits: Sequence[str] = ()
    cluster: str | None = None
    quiet: bool = False


def grade_class(order: Order) -> int:
    """Grade a class and write its table; returns the exit code. Raises GraderError."""
    interrupt_on_termination()
    challenge = Catalogue().load(order.challenge)
    submissions = find_submissions(order.folders, order.roster)
    limits = _limits(challenge, order.limits)
    check_folder(order.out)
    contents: Contents = {one.id: content_of(one) for one in submissions}
    with closing(Journal(order.out / JOURNAL, challenge.id)) as journal:
        if order.rescore:
            tasks = _tasks(submissions, contents, None)
            done = rescore(tasks, challenge, journal, "rescore")
        else:
            done = _grade(order, challenge, limits, submissions, contents, journal)
    rows = _rows(submissions, contents, done)
    for submission in submissions:
        content = contents[submission.id]
        kept = done[content].kept if isinstance(content, str) else None
        if kept is not None:
            write_submission(order.out, submission, kept.graded)
    report = class_report(challenge, rows, __version__)
    write_class(order.out, report)
    if not order.quiet:
        sys.stdout.write(_shown(report))
    sys.stdout.write(f"table: {order.out / 'class.html'}, {order.out / 'grades.csv'}\n")
    return 3 if any(row.outcome == "error" or _failed_again(row) for row in rows) else 0


def _grade(
    order: Order,
    challenge: Challenge,
    limits: Limits,
    submissions: list[Submission],
    contents: Contents,
    journal: Journal,
) -> dict[str, Done]:
    engine = None if order.cluster else connect()
    workers = _workers(order, challenge, limits, engine)
    tasks = _tasks(submissions, contents, Circumstances(challenge, limits, engine))
    names = {task.content: task.submission.id for task in tasks}
    choice: Choice = "missing" if order.only_errors else "all" if order.again else "changed"
    with LiveProgress(len(names), quiet=order.quiet) as progress:
        run = ClassRun(
            journal,
            workers.submit,
            workers.jobs,
            on_start=lambda task: progress.start(task.submission.id),
            on_done=lambda done: progress.done(names[done.content], _said(done), failed=bool(done.failure)),
            prepare=workers.prepare,
        )
        try:
            done = run.grade(tasks, choice, resume=order.resume)
        except BaseException:
            workers.stop()
            raise
        finally:
            workers.close()
    return done


def _workers(
    order: Order, challenge: Challenge, limits: Limits, engine: Engine | None
) -> LocalWorkers | ClusterWorkers:
    if engine is None:
        return ClusterWorkers(str(order.cluster), challenge, limits)
    return LocalWorkers(challenge, limits, engine, order.jobs or worker_count(engine, limits))


def _tasks(
    submissions: list[Submission], contents: Contents, circumstances: Circumstances | None
) -> list[Task]:
    """One task per content, named for the first submission that holds it."""
    tasks: dict[str, Task] = {}
    for submission in submissions:
        content = contents[submission.id]
        if isinstance(content, str) and content not in tasks:
            digest = opened_content(submission, circumstances.digest) if circumstances else ""
            tasks[content] = Task(content, submission, digest)
    return list(tasks.values())


def _rows(submissions: list[Submission], contents: Contents, done: dict[str, Done]) -> list[ClassRow]:
    first: dict[str, str] = {}
    rows = []
    for submission in submissions:
        content = contents[submission.id]
        if isinstance(content, Unusable):
            rows.append(class_row(submission, content.reason, None))
            continue
        same_as = first.get(content)
        first.setdefault(content, submission.id)
        rows.append(class_row(submission, done[content], same_as))
    return rows


def _limits(challenge: Challenge, given: Sequence[str]) -> Limits:
    """The challenge's limits with `NAME=VALUE` in place of its own."""
    values = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or name not in Limits.model_fields:
            known = ", ".join(Limits.model_fields)
            raise UsageError(f"--limit takes NAME=VALUE with one of {known}; got {text!r}")
        values[name] = int(value) if name == "processes" and value.isdigit() else value
    try:
        return challenge.limits.model_copy(
            update=Limits.model_validate(values).model_dump(include=set(values))
        )
    except ValueError as error:
        raise UsageError(f"--limit: {str(error).splitlines()[2].strip()}") from None


def _said(done: Done) -> str:
    if done.failure is not None:
        return f"broken: {done.failure}"
    if done.kept is None:
        return ""
    report = done.kept.graded.report
    kept = ", kept" if done.was_kept else ""
    return f"{report['score']} of {report['max_score']} in {show_duration(done.kept.seconds)}{kept}"


def _failed_again(row: ClassRow) -> bool:
    return row.reason is not None and row.reason.startswith("not graded again")


def _shown(report: ClassReport) -> str:
    colour, width = sys.stdout.isatty(), get_terminal_size().columns
    rows: list[list[Cell]] = []
    for row in report.rows:
        style = {"passed": "green", "failed": "", "error": "magenta"}[row.outcome]
        points = "" if row.outcome == "error" else f"{row.score} of {report.max_score}"
        not_met = ", ".join(mark.id for mark in row.marks if mark.outcome != "met")
        same = f"same as {row.same_as}" if row.same_as else ""
        note = "; ".join(part for part in (row.reason, same) if part) or not_met
        rows.append([(row.id, ""), (points, ""), (row.outcome, style), (note, "")])
    return table(("submission", "points", "outcome", "not met, or why"), rows, colour=colour, width=width)
