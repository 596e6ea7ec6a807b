"""`grader grade`."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from shutil import get_terminal_size

from grader.bench import Bench
from grader.challenge import Catalogue
from grader.dockerfile import parse_reference
from grader.errors import UsageError
from grader.grading import Grading
from grader.interrupts import interrupt_on_termination
from grader.report import Report, check_folder, make_report, write_file, write_report
from grader.report.formats import Format, check_formats, load_format, needed_for
from grader.report.progress import ProgressLine


def grade(
    challenge_id: str,
    submission: Path | None,
    report_to: Path | None,
    formats: Sequence[str] = (),
    *,
    publish: str | None = None,
    static_only: bool,
    quiet: bool,
) -> int:
    """Grade one submission and show the report; returns the exit code. Raises GraderError."""
    interrupt_on_termination()
    if publish is not None:
        _check_publishing(publish, static_only=static_only)
    challenge = Catalogue().load(challenge_id)
    folder = submission or challenge.starter
    if report_to is not None:
        check_folder(report_to)
    forms = _forms(formats, report_to)
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
            if report_to is not None or not forms:
                _show(report)  # before the tear-down, which takes a moment
            for question in needed_for(forms):
                bench.ask(question)
            if forms or report_to:
                report = replace(report, attachments=bench.attachments())
            published = _published(report, bench, publish) if publish else ""
        finally:
            progress.clear()
            bench.close()
    _give(report, forms, report_to)
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


def _published(report: Report, bench: Bench, reference: str) -> str:
    """What to say of it: only a submission that met everything is pushed. Raises EngineFailureError."""
    if any(verdict.outcome != "met" for verdict in report.criteria):
        return f"not published: {reference} is for a submission that meets every criterion\n"
    return f"published {reference} as {bench.publish(reference)}\n"


def _shown(folder: Path) -> str:
    return str(folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder)


def _forms(names: Sequence[str], report_to: Path | None) -> dict[str, Format]:
    """The formats by name; what a format lacks is told before the grading, not after it."""
    check_formats(names)
    forms = {name: load_format(name) for name in names}
    if report_to is None and len(forms) > 1:
        raise UsageError("only one format can be printed: add --report FOLDER to write several")
    return forms


def _show(report: Report) -> None:
    from grader.report.terminal import render

    colour = sys.stdout.isatty()
    text = render(report, colour=colour, width=get_terminal_size().columns, encoding=sys.stdout.encoding)
    sys.stdout.write(text)
    sys.stdout.flush()


def _give(report: Report, forms: dict[str, Format], report_to: Path | None) -> None:
    """Write report.json, the logs and the formats' files; without a folder, print the one format."""
    if report_to is None:
        for form in forms.values():
            text = form.render(report)
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("utf-8", "replace"))  # a file's bytes, on any terminal
        return
    sys.stdout.write(f"report: {write_report(report, report_to)}\n")
    write_file(report_to / "build.log", report.attachments.build_log)
    write_file(report_to / "container.log", report.attachments.container_log)
    for name, form in forms.items():
        if name != "json":
            path = write_file(report_to / form.FILE_NAME, form.render(report))
            sys.stdout.write(f"report: {path}\n")
