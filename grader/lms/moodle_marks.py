"""Marks for Moodle: the worksheet that came from there, filled in, and a zip of feedback files.

As mod/assign/feedback/offline/importgradeslib.php and locallib.php of moodle/moodle read the worksheet: a
row is found by its identifier; `Last modified (grade)` must be as it came, by which Moodle sees that a grade
was changed since; a grade is a number up to the maximum, with the decimal sign of the language; comments are
HTML. Versions that know several markers have it in public/mod/, where a grade of 0 counts as none: it is left
out, and its comment is taken.

As mod/assign/feedback/file/importziplib.php reads the zip: `NAME_NUMBER_assignfeedback_file_FILE`, where the
number says whose it is and the name nothing, so that no name of a learner is in it.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from grader.classroom.sheet import SheetRow
from grader.errors import UsageError
from grader.lms.comment import comment, with_comment
from grader.lms.filled import Filled, check_listed
from grader.lms.marks import points_of, scaled
from grader.lms.moodle_sheet import GRADE, IDENTIFIER, MODIFIED, Worksheet
from grader.report.class_report import ClassReport, ClassRow
from grader.report.spreadsheet import inert
from grader.text import one_line

MAXIMUM, CHANGEABLE, COMMENTS = "Maximum grade", "Grade can be changed", "Feedback comments"
_NUMBER = re.compile(r"([0-9]{1,9})(?:([.,])([0-9]{1,9}))?")


def fill_worksheet(worksheet: Worksheet, report: ClassReport) -> Filled:
    """The same columns and rows as came in; a grade in `left` stays as it was there.

    Raises UsageError where a learner of the class is not in it.
    """
    check_listed(report, worksheet.participants, worksheet.sheet.file)
    sheet, left, zeros = worksheet.sheet, dict[str, str](), list[str]()
    if not sheet.has(MAXIMUM):
        raise UsageError(f"{sheet.file}:1: no column {MAXIMUM!r}: the assignment must be graded by points")
    numbers = {row.where: number for number, row in worksheet.participants.items()}
    marks = {row.id: row for row in report.rows}
    rows: list[Sequence[str]] = [sheet.headings]
    for row in sheet.rows:
        number = numbers[row.where]
        cells = [_inert(heading, cell) for heading, cell in zip(sheet.headings, row.cells, strict=True)]
        if number in marks and (why := _fill(cells, worksheet, row, report, marks[number])):
            left[number] = why
        elif number in marks and _is_new_zero(cells[sheet.column(GRADE)], row.cells[sheet.column(GRADE)]):
            zeros.append(number)
        rows.append(cells)
    return Filled(rows=rows, left=left, zeros=zeros)


def feedback_files(report: ClassReport, marks: Path) -> dict[str, Path]:
    """The files of the zip, by their names in it: each learner's page."""
    pages = {row.id: marks / row.folder / "report.html" for row in report.rows if row.marks}
    safe = {number: page for number, page in pages.items() if page.resolve().is_relative_to(marks.resolve())}
    return {
        f"Participant_{number}_assignfeedback_file_report.html": page
        for number, page in safe.items()
        if page.is_file()
    }


def _fill(cells: list[str], worksheet: Worksheet, row: SheetRow, report: ClassReport, mark: ClassRow) -> str:
    """Put the mark into the row's cells; returns why not, where the grade stays as it was."""
    sheet, points = worksheet.sheet, points_of(mark)
    if points is None:
        return f"no mark: {mark.reason or 'it was not graded'}"
    if sheet.has(CHANGEABLE) and row.cells[sheet.column(CHANGEABLE)].strip() != "Yes":
        return "Moodle says that the grade cannot be changed"
    cells[sheet.column(GRADE)] = _grade(points, report.max_score, row, sheet.column(MAXIMUM))
    if sheet.has(COMMENTS):
        at = sheet.column(COMMENTS)
        cells[at] = with_comment(row.cells[at], comment(report, mark))
    return ""


def _is_new_zero(grade: str, before: str) -> bool:
    return _is_zero(grade) and not _is_zero(before.strip())


def _is_zero(grade: str) -> bool:
    return _NUMBER.fullmatch(grade) is not None and not grade.strip("0.,")


def _grade(points: Decimal, most: int, row: SheetRow, at: int) -> str:
    """With the decimal sign of the maximum's cell, which is in the language of who downloaded it."""
    maximum = _NUMBER.fullmatch(row.cells[at].strip())
    if maximum is None:
        raise UsageError(f"{row.where}: {MAXIMUM}: must be a number, got {one_line(row.cells[at], 80)!r}")
    other = Decimal(f"{maximum[1]}.{maximum[3] or 0}")
    return f"{scaled(points, most, other):.2f}".replace(".", maximum[2] or ".")


def _inert(heading: str, cell: str) -> str:
    """What Moodle reads stays as it is; it is a number, a date, or text of Moodle's own or the teacher's."""
    is_read = heading in {IDENTIFIER, GRADE, MODIFIED, COMMENTS} or cell.strip() == "-"
    return cell if is_read else inert(cell)
