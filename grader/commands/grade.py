"""`grader grade`."""

import sys
from pathlib import Path
from shutil import get_terminal_size

from grader.bench import Bench
from grader.challenge import Catalogue
from grader.grading import Grading
from grader.interrupts import interrupt_on_termination
from grader.report import Report, check_folder, make_report, write_report
from grader.report.progress import ProgressLine


def grade(
    challenge_id: str,
    submission: Path | None,
    report_to: Path | None,
    *,
    static_only: bool,
    quiet: bool,
) -> int:
    """Grade one submission and show the report; returns the exit code. Raises GraderError."""
    interrupt_on_termination()
    challenge = Catalogue().load(challenge_id)
    folder = submission or challenge.starter
    if report_to is not None:
        check_folder(report_to)
    with ProgressLine(quiet=quiet) as progress:
        bench = Bench(
            folder,
            challenge.limits,
            starter=challenge.original,
            static_only=static_only,
            progress=progress,
        )
        try:
            bench.expect(question for one in challenge.criteria for question in one.questions())
            verdicts = list(Grading(challenge.criteria, bench).verdicts())
            progress.clear()
            report = make_report(challenge, _shown(folder), verdicts, bench.summary())
            _show(report)  # before the tear-down, which takes a moment
        finally:
            bench.close()
    if report_to is not None:
        sys.stdout.write(f"report: {write_report(report, report_to)}\n")
    return report.exit_code


def _shown(folder: Path) -> str:
    return str(folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder)


def _show(report: Report) -> None:
    from grader.report.terminal import render

    colour = sys.stdout.isatty()
    text = render(report, colour=colour, width=get_terminal_size().columns, encoding=sys.stdout.encoding)
    sys.stdout.write(text)
    sys.stdout.flush()
