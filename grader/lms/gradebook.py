"""Canvas's gradebook as it is exported: who is in the course, and which assignments there are.

Columns as lib/gradebook_exporter.rb of instructure/canvas-lms writes them and lib/gradebook_importer.rb reads
them: `Student` (or `LastName`, `FirstName`), `ID`, some columns more, `Section`, then assignments, named
`TITLE (NUMBER)`. Above the students stands a row `Points Possible`, and perhaps one of `Manual Posting`.
"""

import re
from pathlib import Path

from grader.classroom.sheet import Sheet, SheetRow, check_once, read_sheet
from grader.errors import UsageError
from grader.text import one_line
from grader.values import Value

POINTS_POSSIBLE = "Points Possible"
_POSTING = re.compile(r"\s*(Muted|Manual Posting.*)?\s*", re.IGNORECASE)


class Gradebook(Value):
    """The sheet, its row of points, and its rows by the learner's number."""

    sheet: Sheet
    points: SheetRow
    students: dict[str, SheetRow]

    def name(self, number: str) -> str:
        """The learner's name, as the gradebook sorts it."""
        cells = self.students[number].cells[: self.sheet.column("ID")]
        return ", ".join(cell.strip() for cell in cells)


def read_gradebook(file: Path) -> Gradebook:
    """The gradebook. Raises UsageError with file and row for what is none."""
    sheet = read_sheet(file, "gradebook")
    if not (sheet.has("Student") or sheet.has("LastName", "FirstName")) or not sheet.has("ID", "Section"):
        needed = "Student, ID and Section"
        raise UsageError(f"{file}:1: no gradebook of Canvas in English: it needs the columns {needed}")
    points = next((row for row in sheet.rows if POINTS_POSSIBLE in row.cells[0]), None)
    if points is None:
        raise UsageError(f"{file}: no row {POINTS_POSSIBLE!r}: export the gradebook again")
    at, lines, students = sheet.column("ID"), dict[str, str](), {}
    for row in sheet.rows:
        if row is points or all(_POSTING.fullmatch(cell) for cell in row.cells):
            continue
        number = row.cells[at].strip()
        if not re.fullmatch(r"[0-9]{1,18}", number):
            raise UsageError(f"{row.where}: ID: must be a number, got {one_line(number, 80)!r}")
        check_once(lines, number, row.where)
        students[number] = row
    return Gradebook(sheet, points, students)
