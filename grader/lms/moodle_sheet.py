"""Moodle's offline grading worksheet: who is in the assignment, and when each one handed in.

Columns and cells as mod/assign/gradingtable.php of moodle/moodle writes them for a download, read as
mod/assign/feedback/offline/importgradeslib.php does: a row is found by the number at the end of its
identifier (`Participant 1234`). Headings and dates are in the language of who downloads; English is read.
"""

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from grader.classroom.sheet import Sheet, SheetRow, check_once, read_sheet
from grader.errors import UsageError
from grader.text import one_line
from grader.values import Value

IDENTIFIER, GRADE, MODIFIED = "Identifier", "Grade", "Last modified (grade)"
"""The columns that Moodle's importer cannot do without."""
NAME, SUBMITTED = "Full name", "Last modified (submission)"

_IDENTIFIER = re.compile(r"Participant ([0-9]{1,18})")
_DATES = (
    "%A, %d %B %Y, %I:%M %p",
    "%A, %d %B %Y, %H:%M",
    "%A, %B %d, %Y, %I:%M %p",
    "%d %B %Y, %I:%M %p",
)
"""`strftimedaydatetime` of the language packs en and en_us, also with 24 hours or without the day."""


class Worksheet(Value):
    """The sheet, and its rows by the number of the participant."""

    sheet: Sheet
    participants: dict[str, SheetRow]

    def name(self, number: str) -> str:
        """The participant's full name; where marking is anonymous, the identifier."""
        cells = self.participants[number].cells
        return cells[self.sheet.column(NAME if self.sheet.has(NAME) else IDENTIFIER)].strip()

    def handed_in(self, number: str, zone: ZoneInfo | None) -> datetime | None:
        """When the participant handed in, in that zone, to the minute; None where no zone is known.

        Raises UsageError for a date that is not in English.
        """
        row = self.participants[number]
        text = row.cells[self.sheet.column(SUBMITTED)] if self.sheet.has(SUBMITTED) else ""
        text = " ".join(text.split())
        if zone is None or text in {"", "-"}:
            return None
        return _date(text, f"{row.where}: {SUBMITTED}").replace(tzinfo=zone)


def read_worksheet(file: Path) -> Worksheet:
    """The worksheet. Raises UsageError with file and row for what is none."""
    sheet = read_sheet(file, "worksheet")
    if not sheet.has(IDENTIFIER, GRADE, MODIFIED):
        needed = f"{IDENTIFIER}, {GRADE} and {MODIFIED}"
        raise UsageError(
            f"{file}:1: no grading worksheet of Moodle in English: it needs the columns {needed}; "
            "download it again with Moodle's language set to English"
        )
    at, lines = sheet.column(IDENTIFIER), dict[str, str]()
    participants = {}
    for row in sheet.rows:
        number = _IDENTIFIER.fullmatch(row.cells[at].strip())
        if number is None:
            shown = repr(one_line(row.cells[at], 80))
            raise UsageError(f"{row.where}: {IDENTIFIER}: must be as 'Participant 1234', got {shown}")
        check_once(lines, number[1], row.where)
        participants[number[1]] = row
    return Worksheet(sheet, participants)


def _date(text: str, where: str) -> datetime:
    for form in _DATES:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    example = "'Friday, 27 November 2026, 10:15 AM'"
    raise UsageError(f"{where}: must be a date in English such as {example}, got {one_line(text, 80)!r}")
