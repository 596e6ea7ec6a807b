"""What `grader grade` does behind its options."""

import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import get_terminal_size

from grader.bench.head_start import HeadStart
from grader.challenge import Catalogue
from grader.dockerfile import parse_reference
from grader.errors import UsageError
from grader.memory import remember
from grader.report import Report
from grader.report.folder import write_reports
from grader.report.formats import check_formats, load_format, needed_for
from grader.report.progress import ProgressLine
from grader.report.writing import check_folder
from grader.submission import GradingOptions, SubmissionGrading, grading


def grade_submission(
    challenge_id: str,
    submission: Path | None,
    *,
    head_start: HeadStart | None,
    folder: Path | None,
    formats: Sequence[str],
    publish: str | None,
    static_only: bool,
    quiet: bool,
) -> int:
    """Grade it, show or write the reports; returns the exit code. Raises GraderError."""
    challenge = Catalogue().find(challenge_id)
    if publish is not None:
        _check_publishing(publish, static_only=static_only)
    _check_reports(folder, formats)
    learners = submission or challenge.starter
    with ProgressLine(quiet=quiet) as progress:
        options = GradingOptions(static_only=static_only, progress=progress, head_start=head_start)
        with grading(challenge, learners, options) as run:
            list(run.verdicts())
            report = remember(run.report(), learners)
            progress.clear()
            if folder is not None or not formats:
                _show(report)  # before the tear-down, which takes a moment
            report = run.completed(report, needed_for(formats))
            published = _published(run, report, publish) if publish else ""
            progress.clear()
    _give(report, folder, formats)
    sys.stderr.write(published)
    return report.exit_code


def _check_publishing(reference: str, *, static_only: bool) -> None:
    try:
        named = parse_reference(reference)
    except ValueError as error:
        raise UsageError(f"--publish {reference}: {error}") from None
    if named.digest or not named.tag:
        raise UsageError(f"--publish needs a tag, as in REGISTRY/NAME:TAG; got {reference}")
    if static_only:
        raise UsageError("--publish needs an image that was graded: leave out --static-only")


def _check_reports(folder: Path | None, formats: Sequence[str]) -> None:
    if folder is not None:
        check_folder(folder)
    elif len(set(formats)) > 1:
        raise UsageError("only one format can be printed: add --report FOLDER to write several")
    check_formats(formats)


def _published(run: SubmissionGrading, report: Report, reference: str) -> str:
    """What to say of it: only a submission that met everything is pushed. Raises EngineFailureError."""
    if any(verdict.outcome != "met" for verdict in report.criteria):
        return f"not published: {reference} is for a submission that meets every criterion\n"
    return f"published {reference} as {run.publish(reference)}\n"


def _show(report: Report) -> None:
    from grader.report.console import has_colour
    from grader.report.terminal import render  # costs a tenth of a second, which the engine has spent by now

    colour, width = has_colour(sys.stdout), get_terminal_size().columns
    sys.stdout.write(render(report, colour=colour, width=width, encoding=sys.stdout.encoding))
    if report.outcome == "passed" and report.score == report.max_score:
        sys.stdout.write("  what is next: grader progress\n")
    sys.stdout.flush()


def _give(report: Report, folder: Path | None, formats: Sequence[str]) -> None:
    """Write the reports; without a folder, print the one format: a file's bytes, on any terminal."""
    if folder is not None:
        for path in write_reports(folder, report, formats):
            sys.stdout.write(f"report: {path}\n")
    elif formats:
        sys.stdout.flush()
        sys.stdout.buffer.write(load_format(formats[0]).render(report).encode("utf-8", "replace"))
