"""The folder that `--report` fills: the same files, whichever way a submission was graded."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from grader.challenge import Challenge
from grader.errors import UsageError
from grader.evidence import BenchSummary
from grader.report.formats import format_names, load_format
from grader.report.model import Report, make_report
from grader.report.writing import check_folder, write_file
from grader.text import did_you_mean

ALWAYS = ("json", "html")
"""The formats that are written without being asked for."""
SHOW_THE_STARTER = frozenset({"html"})
"""The formats with a picture of the starter's image, for which it is measured."""


def write_reports(folder: Path, report: Report, formats: Iterable[str] = ()) -> list[Path]:
    """Write the logs, report.json, report.html and the named formats; returns the paths of the reports.

    The folder is made where it is missing. Raises UsageError where it cannot be written.
    """
    check_folder(folder)
    write_file(folder / "build.log", report.attachments.build_log)
    write_file(folder / "container.log", report.attachments.container_log)
    wanted = [load_format(name) for name in dict.fromkeys((*ALWAYS, *formats))]
    return [write_file(folder / form.FILE_NAME, form.render(report)) for form in wanted]


def check_formats(names: Sequence[str], challenge: Challenge) -> None:
    """Tell before the grading, not after it, what a format lacks. Raises UsageError."""
    known = format_names()
    for name in names:
        if name not in known:
            near = did_you_mean(name, known) or f"; there are {', '.join(known)}"
            raise UsageError(f"there is no format {name!r}{near}")
    nothing_yet = make_report(challenge, "", (), BenchSummary())
    for name in names:
        load_format(name).render(nothing_yet)
