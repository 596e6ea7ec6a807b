"""`grader collect`."""

import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from grader.classroom.extensions import check_learners, read_extensions
from grader.classroom.times import read_time, read_zone
from grader.errors import UsageError
from grader.interrupts import interrupt_on_termination
from grader.lms.canvas_download import collect_canvas
from grader.lms.classroom50 import read_classroom50
from grader.lms.cloning import Deadline, collect_repositories
from grader.lms.collected import ROSTER, Collected
from grader.lms.git import Git
from grader.lms.moodle_download import collect_moodle
from grader.lms.repositories import Repository, read_repositories
from grader.text import one_line

_PATH = click.Path(path_type=Path)
_TO = click.option("--to", "target", type=_PATH, required=True, help="The class's folder, new or empty.")


@click.group("collect")
def command() -> None:
    """Make a class's folder of what a learning platform or repositories hold, with a roster beside it.

    Exit codes: 0 done; 2 usage, or a file that is wrong; 3 some repositories could not be had.

    Example: grader collect moodle submissions.zip --worksheet grades.csv --to handed-in
    """
    interrupt_on_termination()


@command.command("moodle")
@click.argument("archive", type=_PATH)
@click.option("--worksheet", type=_PATH, required=True, help="The offline grading worksheet, in English.")
@click.option("--zone", metavar="NAME", help="The zone of its times, such as Europe/Berlin.")
@_TO
def moodle(archive: Path, worksheet: Path, zone: str | None, target: Path) -> int:
    """Moodle's zip of all submissions.

    Example: grader collect moodle all.zip --worksheet grades.csv --zone Europe/Berlin --to handed-in
    """
    learners = collect_moodle(archive, worksheet, target, read_zone(zone, "--zone") if zone else None)
    if zone is None:
        sys.stderr.write("grader: without --zone it is not known when each one handed in\n")
    return _collected(target, learners)


@command.command("canvas")
@click.argument("archive", type=_PATH)
@click.option("--gradebook", type=_PATH, required=True, help="The gradebook, exported, in English.")
@_TO
def canvas(archive: Path, gradebook: Path, target: Path) -> int:
    """Canvas's submissions.zip.

    Example: grader collect canvas submissions.zip --gradebook gradebook.csv --to handed-in
    """
    return _collected(target, collect_canvas(archive, gradebook, target))


def _of_git(function: Callable[..., int]) -> Callable[..., int]:
    for option in (
        click.option("--until", metavar="TIME", help="Commits after it do not count; with its zone."),
        click.option("--extensions", type=_PATH, help="CSV with id, due: who may commit until later."),
        click.option("--folder", default="", help="The folder in each repository that is the submission."),
        click.option("--local", is_flag=True, help="Folders of this machine may be named as repositories."),
        _TO,
    ):
        function = option(function)
    return function


@command.command("git")
@click.argument("repositories", type=_PATH)
@_of_git
def git(repositories: Path, **options: Any) -> int:
    """Repositories that a CSV with id, repository, name, branch lists, by git as it is set up here.

    Example: grader collect git repositories.csv --until "2026-12-01 23:59 Europe/Berlin" --to handed-in
    """
    return _clone(read_repositories(repositories, local=options["local"]), **options)


@command.command("classroom50")
@click.argument("roster", type=_PATH)
@click.option("--repositories", required=True, metavar="URL", help="Such as https://github.com/ORG.")
@click.option("--classroom", required=True, help="Its short name.")
@click.option("--assignment", required=True, help="Its short name.")
@_of_git
def classroom50(roster: Path, repositories: str, classroom: str, assignment: str, **options: Any) -> int:
    """Repositories of everybody in Classroom 50's roster.csv.

    Example: grader collect classroom50 roster.csv --repositories https://github.com/ORG --classroom cs
    --assignment docker --until 2026-12-01T23:59Z --to handed-in
    """
    start = f"{repositories.rstrip('/')}/{classroom}-{assignment}-"
    return _clone(read_classroom50(roster, start, local=options["local"]), **options)


def _clone(
    listed: list[Repository],
    *,
    target: Path,
    until: str | None,
    extensions: Path | None,
    folder: str,
    local: bool,
) -> int:
    end = read_time(until, "--until") if until else None
    if extensions is not None and end is None:
        raise UsageError("--extensions needs --until, the deadline of the others")
    later = read_extensions(extensions, end) if extensions else {}
    check_learners({name: one.where for name, one in later.items()}, {one.id for one in listed})
    deadline = Deadline(until=end, extensions={name: one.until for name, one in later.items()})
    done = collect_repositories(listed, target, Git(local=local), deadline, folder, _say)
    code = _collected(target, done.learners)
    if done.failed:
        names = one_line(", ".join(done.failed), 400)
        sys.stderr.write(f"grader: {len(done.failed)} could not be had, and are not in the roster: {names}\n")
    return 3 if done.failed else code


def _say(line: str) -> None:
    sys.stderr.write(f"{one_line(line, 400)}\n")


def _collected(target: Path, learners: list[Collected]) -> int:
    there = sum((target / one.path).exists() for one in learners)
    folder, roster = shlex.quote(str(target)), shlex.quote(str(target / ROSTER))
    sys.stdout.write(f"{there} of {len(learners)} handed in\n")
    sys.stdout.write(f"next: grader class {folder} --roster {roster} --challenge ID --out marks\n")
    return 0
