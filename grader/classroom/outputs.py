"""What a class's grading leaves on disk: the table as CSV, JSON and page, and a folder per submission."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from grader.challenge import Challenge
from grader.classroom.grade_class import Done
from grader.classroom.submissions import Submission
from grader.classroom.work import Graded
from grader.evidence import Attachments
from grader.report import Report, write_file
from grader.report.class_report import ClassCriterion, ClassReport, ClassRow, Mark
from grader.report.formats import load_format

SUBMISSIONS = "submissions"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection")."""


def report_of(graded: Graded) -> Report:
    """The report as it was before it became plain data."""
    fields = {name: value for name, value in graded.report.items() if name != "schema"}
    return TypeAdapter(Report).validate_python(fields)


def write_submission(out: Path, submission: Submission, graded: Graded) -> None:
    """Write the submission's folder: report.json, report.html, build.log, container.log."""
    folder = out / SUBMISSIONS / submission.folder_name
    folder.mkdir(parents=True, exist_ok=True)
    attachments = TypeAdapter(Attachments).validate_python(graded.attachments)
    report = report_of(graded)
    for name in ("json", "html"):
        made = load_format(name)
        write_file(folder / made.FILE_NAME, made.render(report, attachments))
    write_file(folder / "build.log", attachments.build_log)
    write_file(folder / "container.log", attachments.container_log)


def class_row(submission: Submission, done: Done | str, same_as: str | None) -> ClassRow:
    """One line of the table. A text instead of a result says why nothing could be graded."""
    folder = f"{SUBMISSIONS}/{submission.folder_name}"
    if isinstance(done, str):
        return ClassRow(submission.id, submission.name, "failed", 0, 0.0, 0.0, (), folder, reason=done)
    if done.kept is None:
        return ClassRow(
            submission.id, submission.name, "error", 0, 0.0, 0.0, (), folder, same_as, reason=done.failure
        )
    report = done.kept.graded.report
    failure = f"not graded again: {done.failure}" if done.failure else None
    return ClassRow(
        submission.id,
        submission.name,
        report["outcome"],
        report["score"],
        round(done.kept.seconds, 3),
        report["timings"].get("build", 0.0),
        tuple(Mark(one["id"], one["outcome"], one["points"]) for one in report["criteria"]),
        folder,
        same_as,
        done.was_kept,
        failure,
    )


def class_report(challenge: Challenge, rows: list[ClassRow], version: str) -> ClassReport:
    """The whole table."""
    criteria = tuple(ClassCriterion(one.id, one.title, one.points) for one in challenge.criteria)
    return ClassReport(
        challenge.id, challenge.title, challenge.max_score, criteria, tuple(rows), version, challenge.digest
    )


def write_class(out: Path, report: ClassReport) -> None:
    """Write grades.csv, class.json and class.html."""
    from grader.report.class_html import render_class

    write_file(out / "grades.csv", grades_csv(report))
    write_file(out / "class.json", json.dumps(report.as_json(), indent=2, ensure_ascii=False) + "\n")
    write_file(out / "class.html", render_class(report))


def grades_csv(report: ClassReport) -> str:
    """One row a submission: points per criterion, total, outcome, seconds.

    What the machine failed on has no points at all: an empty cell is not a zero.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        ["id", "name", *(one.id for one in report.criteria), "total", "max", "outcome", "seconds", "note"]
    )
    for row in report.rows:
        points = {mark.id: mark.points for mark in row.marks}
        unknown = {mark.id for mark in row.marks if mark.outcome == "broken"}
        graded = row.outcome != "error"
        cells: list[Any] = [_safe(row.id), _safe(row.name)]
        cells += ["" if one.id in unknown or not graded else points.get(one.id, 0) for one in report.criteria]
        cells += [row.score if graded else "", report.max_score, row.outcome, row.seconds]
        writer.writerow([*cells, _safe(_note(row))])
    return text.getvalue()


def _note(row: ClassRow) -> str:
    same = f"same content as {row.same_as}" if row.same_as else ""
    return "; ".join(part for part in (row.reason, same) if part)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
