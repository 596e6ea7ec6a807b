"""The folder that `--report` fills: the same files, whichever way a submission was graded."""

from collections.abc import Iterable
from pathlib import Path

from grader.report.formats import load_format
from grader.report.model import Report
from grader.report.writing import check_folder, write_file

ALWAYS = ("json", "html")
"""The formats that are written without being asked for."""


def write_reports(folder: Path, report: Report, formats: Iterable[str] = ()) -> list[Path]:
    """Write the logs, report.json, report.html and the named formats; returns the paths of the reports.

    The folder is made where it is missing. Raises UsageError where it cannot be written.
    """
    wanted = [load_format(name) for name in dict.fromkeys((*ALWAYS, *formats))]
    texts = {folder / form.FILE_NAME: form.render(report) for form in wanted}
    check_folder(folder)
    write_file(folder / "build.log", report.attachments.build_log)
    write_file(folder / "container.log", report.attachments.container_log)
    return [write_file(file, text) for file, text in texts.items()]
