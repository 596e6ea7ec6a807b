"""What a class's grading leaves on disk: the table as CSV, JSON and page, and a folder per submission."""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import grader.report
from grader import __version__
from grader.classroom.done import Done, Failed, Fresh, Kept
from grader.classroom.entries import Submission
from grader.classroom.journal import Journal
from grader.classroom.result import Result
from grader.errors import EngineFailureError, UsageError
from grader.report import Report, write_file
from grader.report.class_csv import render_csv
from grader.report.class_likeness import render_approaches, render_pairs
from grader.report.class_report import ClassReport
from grader.report.folder import write_reports
from grader.values import replace

SUBMISSIONS = "submissions"
FILES = ("report.json", "report.html", "build.log", "container.log")


class SubmissionFolders:
    """The submissions' folders below `out`; what is there already as it would be written stays."""

    def __init__(self, out: Path, journal: Journal) -> None:
        self._out, self._journal = out, journal
        self._before, self._written = journal.written(), dict[str, str]()

    def write(self, submission: Submission, done: Done) -> None:
        """Write the submission's folder where there is a report on it.

        The report names this submission, also where an equal one was graded in its place. Raises
        EngineFailureError where the disk is full.
        """
        match done:
            case Fresh(result) | Kept(result) | Failed(earlier=Result() as result):
                self._write_result(submission, result)
            case Failed(part=Report() as part):
                write_submission(self._out, submission, part)

    def close(self) -> None:
        """Note what was written, for the next run."""
        self._journal.note_written(self._written)

    def _write_result(self, submission: Submission, result: Result) -> None:
        folder = self._out / SUBMISSIONS / submission.folder_name
        made_of = f"{_renderer()} {submission.id} {result.run} {result.finished}"
        if self._before.get(submission.folder_name) == _state(folder, made_of):
            return
        write_submission(self._out, submission, result.report)
        self._written[submission.folder_name] = _state(folder, made_of)


def write_submission(out: Path, submission: Submission, report: Report) -> None:
    """Write report.json, report.html, build.log, container.log. EngineFailureError where the disk is full."""
    with _written_whole():
        write_reports(out / SUBMISSIONS / submission.folder_name, replace(report, submission=submission.id))


def write_class(out: Path, report: ClassReport) -> None:
    """Write grades.csv, class.json and class.html, and where it was compared approaches.csv and pairs.csv.

    Raises EngineFailureError where the disk is full.
    """
    from grader.report.class_html import render_class

    texts = {
        "grades.csv": render_csv(report),
        "class.json": json.dumps(report.as_json(), indent=2, ensure_ascii=False) + "\n",
        "class.html": render_class(report),
    }
    if report.likeness is not None:
        texts["approaches.csv"] = render_approaches(report, report.likeness)
        texts["pairs.csv"] = render_pairs(report, report.likeness)
    with _written_whole():
        for name, text in texts.items():
            write_file(out / name, text)


@contextmanager
def _written_whole() -> Iterator[None]:
    """That `out` can be written was seen before: what fails now is the machine."""
    try:
        yield
    except UsageError as error:
        raise EngineFailureError(str(error)) from None


def _state(folder: Path, made_of: str) -> str:
    """What a folder was made of, and how its files were left; nothing where one is missing."""
    try:
        files = [os.stat(f"{folder}/{name}", follow_symlinks=False) for name in FILES]  # noqa: PTH116 - quick
    except OSError:
        return ""
    return " ".join([made_of, *(f"{file.st_size}:{file.st_mtime_ns}" for file in files)])


@cache
def _renderer() -> str:
    """The digest of all that makes pages of reports: code and templates, in whichever state they are."""
    home = Path(str(grader.report.__file__)).parent
    digest = hashlib.sha256(__version__.encode())
    for file in sorted(home.rglob("*.*")):
        if file.suffix != ".pyc":
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
