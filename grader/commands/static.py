"""`grader static`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import get_terminal_size

import click

from grader.challenge import Catalogue, load_challenge
from grader.course import course_folder
from grader.report import Report
from grader.report.judged import judged_part
from grader.report.terminal import render
from grader.submission import GradingOptions, grade


@click.command("static")
@click.argument("files", metavar="[FILE]...", type=click.Path(path_type=Path), nargs=-1)
def command(files: Sequence[Path]) -> int:
    """Grade as far as it needs no engine, in seconds: the starters that FILEs belong to, or all of them.

    It is what the hook grade-static of pre-commit calls with the files of a commit. A starter that is met as
    far as it can be told is one line.

    Exit codes: 0 all that could be judged is met, 1 something is not, 2 usage or bad spec, 3 machine failure.

    Example: grader static starter/02-multi-stage-builds/Dockerfile
    """
    codes = {0}
    for file in _specs(files):
        challenge = load_challenge(file)
        if not challenge.starter.is_dir():
            continue  # it is not handed out yet
        report = grade(challenge, challenge.starter, GradingOptions(static_only=True)).report
        judged = judged_part(report)
        codes.add(judged.exit_code if judged else 0)
        sys.stdout.write(_shown(report, judged))
    return max(codes)


def _specs(files: Sequence[Path]) -> list[Path]:
    """The specs of the challenges in whose starters the files are; all where no file is given."""
    course, catalogue = course_folder(), Catalogue()
    if not files:
        return catalogue.select(())
    below = [(Path.cwd() / file).relative_to(course).parts for file in files if _is_in(file, course)]
    named = {parts[1] for parts in below if len(parts) > 2 and parts[0] == "starter"}
    return [file for name, file in catalogue.files.items() if name in named]


def _is_in(file: Path, course: Path) -> bool:
    return (Path.cwd() / file).is_relative_to(course)


def _shown(report: Report, judged: Report | None) -> str:
    if judged is not None and judged.outcome != "passed":
        colour, width = sys.stdout.isatty(), get_terminal_size().columns
        return render(judged, colour=colour, width=width, encoding=sys.stdout.encoding)
    count = len(judged.criteria) if judged is not None else 0
    return f"{report.challenge}: {count} of {len(report.criteria)} criteria need no engine, and are met\n"
