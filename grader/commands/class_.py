"""`grader class`."""

import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

import click
from pydantic import ValidationError

from grader import __version__
from grader.challenge import Catalogue, Challenge, Limits
from grader.classroom.circumstances import Circumstances
from grader.classroom.cluster import ClusterWorkers
from grader.classroom.grade_class import Choice, ClassRun, Done, Task
from grader.classroom.journal import Journal
from grader.classroom.local import LocalWorkers
from grader.classroom.lock import alone_in
from grader.classroom.opening import HandedIn, Unread, Unusable, look
from grader.classroom.outputs import class_report, class_row, write_class, write_submission
from grader.classroom.rescore import rescore
from grader.classroom.roster import not_listed
from grader.classroom.submissions import Submission, find_entries, find_submissions
from grader.classroom.workers import worker_count
from grader.engine import Engine, connect
from grader.errors import GraderError, UsageError
from grader.interrupts import interrupt_on_termination
from grader.report import check_folder
from grader.report.class_report import ClassReport, ClassRow
from grader.report.live import LiveProgress
from grader.report.table import Cell, table
from grader.text import one_line
from grader.units import show_duration

JOURNAL = "journal.sqlite"
Found = dict[str, HandedIn | Unusable | Unread]


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


_PATH = click.Path(path_type=Path)


@click.command("class")
@click.argument("folders", type=_PATH, nargs=-1, required=True)
@click.option("--challenge", required=True, metavar="ID", help="The challenge's id.")
@click.option("--out", type=_PATH, required=True, help="Where the table and the reports go.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Side by side; by cores and memory by default.")
@click.option("--roster", type=_PATH, help="CSV with id, name, path: who is in the class.")
@click.option("--resume", is_flag=True, help="Go on with a run that was interrupted.")
@click.option("--only-errors", is_flag=True, help="Grade only what has no result, as the machine failed.")
@click.option("--again", is_flag=True, help="Grade everything, also what has not changed.")
@click.option("--rescore", is_flag=True, help="Judge kept evidence by the changed spec; build nothing.")
@click.option(
    "--limit", "limits", multiple=True, help="NAME=VALUE in place of the spec's, such as build=600s."
)
@click.option("--cluster", help="Address of a Dask scheduler, tcp://HOST:8786.")
@click.option("--quiet", is_flag=True, help="Show no progress and no table.")
def command(**options: Any) -> int:
    """Grade a class: what has not changed since the last time is kept, equal submissions are graded once.

    Each sub-folder or archive of FOLDERS is one submission.

    Exit codes: 0 all graded, whatever the marks; 2 usage or bad spec; 3 some could not be graded.

    Example: grader class handed-in/ --challenge 02-multi-stage-builds --out marks
    """
    return grade_class(Order(**options))


def grade_class(order: Order) -> int:
    """Grade a class and write its table; returns the exit code. Raises GraderError."""
    interrupt_on_termination()
    challenge = Catalogue().load(order.challenge)
    limits = _limits(challenge, order.limits)
    submissions = find_submissions(order.folders, order.roster, order.out)
    _say_not_listed(order, submissions)
    check_folder(order.out)
    with alone_in(order.out), closing(Journal(order.out / JOURNAL, challenge.id)) as journal:
        found: Found = {one.id: look(one) for one in submissions}
        if order.rescore:
            contents = dict.fromkeys(one.content for one in found.values() if isinstance(one, HandedIn))
            done = rescore(contents, challenge, journal, "rescore")
        else:
            done = _grade(order, challenge, limits, submissions, found, journal)
        results = {one.id: _result(found[one.id], done) for one in submissions}
        rows = _rows(submissions, found, results, challenge)
        all_written = _write_all(order.out, results, submissions)
        report = class_report(challenge, rows, __version__)
        write_class(order.out, report)
    if not order.quiet:
        sys.stdout.write(_shown(report))
    sys.stdout.write(f"table: {order.out / 'class.html'}, {order.out / 'grades.csv'}\n")
    failed = any(isinstance(one, Done) and one.failure is not None for one in results.values())
    return 3 if failed or not all_written or any(row.outcome == "error" for row in rows) else 0


def _say_not_listed(order: Order, submissions: list[Submission]) -> None:
    """A submission that the roster does not name is not graded: not without a word."""
    if order.roster is None:
        return
    for one in not_listed(find_entries(order.folders, order.out), submissions):
        sys.stderr.write(f"grader: not in the roster, so not graded: {one_line(str(one.path))}\n")


def _result(found: HandedIn | Unusable | Unread, done: dict[str, Done]) -> Done | Unusable:
    match found:
        case HandedIn(content):
            return done[content]
        case Unread(reason):
            return Done("", None, reason, was_kept=False)
        case Unusable():
            return found


def _write_all(out: Path, results: dict[str, Done | Unusable], submissions: list[Submission]) -> bool:
    """Write each submission's folder; False where one has none, as its report cannot be shown."""
    whole = True
    for submission in submissions:
        done = results[submission.id]
        graded = (done.kept.graded if done.kept else done.broken) if isinstance(done, Done) else None
        if graded is None:
            continue
        try:
            write_submission(out, submission, graded)
        except GraderError:
            raise
        except Exception as error:  # one report does not keep the others from being written
            whole = False
            sys.stderr.write(f"grader: no report of {submission.id}: {one_line(str(error))}\n")
    return whole


def _grade(
    order: Order,
    challenge: Challenge,
    limits: Limits,
    submissions: list[Submission],
    found: Found,
    journal: Journal,
) -> dict[str, Done]:
    engine = None if order.cluster else connect()
    workers = _workers(order, challenge, limits, engine)
    tasks = _tasks(submissions, found, Circumstances(challenge, limits, engine))
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


def _tasks(submissions: list[Submission], found: Found, circumstances: Circumstances) -> list[Task]:
    """One task per content, named for the first submission that holds it."""
    tasks: dict[str, Task] = {}
    for submission in submissions:
        one = found[submission.id]
        if isinstance(one, HandedIn) and one.content not in tasks:
            digest = partial(circumstances.digest, one.images)
            tasks[one.content] = Task(one.content, submission, digest)
    return list(tasks.values())


def _rows(
    submissions: list[Submission], found: Found, results: dict[str, Done | Unusable], challenge: Challenge
) -> list[ClassRow]:
    first: dict[str, str] = {}
    rows = []
    for submission in submissions:
        one, done = found[submission.id], results[submission.id]
        same_as = first.get(one.content) if isinstance(one, HandedIn) else None
        if isinstance(one, HandedIn):
            first.setdefault(one.content, submission.id)
        told = done.reason if isinstance(done, Unusable) else done
        rows.append(class_row(submission, told, same_as, challenge.digest))
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
    except ValidationError as error:
        first = error.errors()[0]
        why = first["msg"].removeprefix("Value error, ")
        raise UsageError(f"--limit {first['loc'][0]}: {why}") from None


def _said(done: Done) -> str:
    if done.failure is not None:
        return f"broken: {done.failure}"
    if done.kept is None:
        return ""
    report = done.kept.graded.report
    kept = ", kept" if done.was_kept else ""
    return f"{report['score']} of {report['max_score']} in {show_duration(done.kept.seconds)}{kept}"


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
