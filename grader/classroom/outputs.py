"""What a class's grading leaves on disk: the table as CSV, JSON and page, and a folder per submission."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from grader.challenge import Challenge
from grader.classroom.grade_class import Done
from grader.classroom.submissions import Submission
from grader.classroom.work import Graded
from grader.errors import EngineFailureError, UsageError
from grader.report import Report, write_file
from grader.report.class_report import ClassCriterion, ClassReport, ClassRow, Mark
from grader.report.formats import load_format

SUBMISSIONS = "submissions"
_FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection"), the wide forms included."""


def report_of(graded: Graded) -> Report:
    """The report as it was before it became plain data."""
    fields = {name: value for name, value in graded.report.items() if name != "schema"}
    return TypeAdapter(Report).validate_python({**fields, "attachments": graded.attachments})


def write_submission(out: Path, submission: Submission, graded: Graded) -> None:
    """Write the submission's folder: report.json, report.html, build.log, container.log.

    The report names this submission, also where an equal one was graded in its place. Raises
    EngineFailureError where the disk is full.
    """
    report = replace(report_of(graded), submission=submission.id)
    made = [load_format(name) for name in ("json", "html")]
    texts = {one.FILE_NAME: one.render(report) for one in made}
    logs = {"build.log": report.attachments.build_log, "container.log": report.attachments.container_log}
    _write(out / SUBMISSIONS / submission.folder_name, texts | logs)


def _write(folder: Path, texts: dict[str, str]) -> None:
    """That the folder can be written was seen before: what fails now is the machine."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            write_file(folder / name, text)
    except (UsageError, OSError) as error:
        raise EngineFailureError(str(error)) from None


def class_row(
    submission: Submission, done: Done | str, same_as: str | None, challenge_digest: str = ""
) -> ClassRow:
    """One line of the table. A text instead of a result says why the submission is unusable."""
    row = ClassRow(
        submission.id,
        submission.name,
        "failed",
        0,
        0.0,
        0.0,
        (),
        f"{SUBMISSIONS}/{submission.folder_name}",
        same_as,
    )
    if isinstance(done, str):
        return replace(row, reason=done)
    if done.kept is None:
        broken = _marks(done.broken.report) if done.broken else ()
        return replace(row, outcome="error", marks=broken, reason=done.failure)
    report = done.kept.graded.report
    return replace(
        row,
        outcome=report["outcome"],
        score=report["score"],
        seconds=round(done.kept.seconds, 3),
        build_seconds=report["timings"].get("build", 0.0),
        marks=_marks(report),
        kept=done.was_kept,
        reason=_caveat(done, report, challenge_digest),
    )


def _marks(report: dict[str, Any]) -> tuple[Mark, ...]:
    return tuple(Mark(one["id"], one["outcome"], one["points"]) for one in report["criteria"])


def _caveat(done: Done, report: dict[str, Any], challenge_digest: str) -> str | None:
    """What must be known of a mark that is not of this run."""
    failed = f"not graded again: {done.failure}" if done.failure else ""
    is_old = challenge_digest not in {"", report["challenge_digest"]}
    old = "the mark is by an earlier challenge.yaml" if is_old else ""
    return "; ".join(part for part in (failed, old) if part) or None


def class_report(challenge: Challenge, rows: list[ClassRow], version: str) -> ClassReport:
    """The whole table."""
    criteria = tuple(ClassCriterion(one.id, one.title, one.points) for one in challenge.criteria)
    return ClassReport(
        challenge.id, challenge.title, challenge.max_score, criteria, tuple(rows), version, challenge.digest
    )


def write_class(out: Path, report: ClassReport) -> None:
    """Write grades.csv, class.json and class.html. Raises EngineFailureError where the disk is full."""
    from grader.report.class_html import render_class

    texts = {
        "grades.csv": grades_csv(report),
        "class.json": json.dumps(report.as_json(), indent=2, ensure_ascii=False) + "\n",
        "class.html": render_class(report),
    }
    _write(out, texts)


def grades_csv(report: ClassReport) -> str:
    """One row a submission: points per criterion, total, outcome, seconds.

    What the machine failed on, or what was never judged, has no points: an empty cell is not a zero.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        ["id", "name", *(one.id for one in report.criteria), "total", "max", "outcome", "seconds", "note"]
    )
    for row in report.rows:
        points = {mark.id: mark.points for mark in row.marks if mark.outcome not in {"broken", "skipped"}}
        nothing: int | str = 0 if row.outcome == "failed" and not row.marks else ""
        cells: list[Any] = [_safe(row.id), _safe(row.name)]
        cells += [points.get(one.id, nothing) for one in report.criteria]
        total = "" if row.outcome == "error" else row.score
        cells += [total, report.max_score, row.outcome, row.seconds]
        writer.writerow([*cells, _safe(_note(row))])
    return text.getvalue()


def _note(row: ClassRow) -> str:
    same = f"same content as {row.same_as}" if row.same_as else ""
    return "; ".join(part for part in (row.reason, same) if part)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
