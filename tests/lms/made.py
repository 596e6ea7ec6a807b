"""Downloads of learning platforms, made for tests."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

HEADINGS = (
    "Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade", "Grade can be changed",
    "Last modified (submission)", "Last modified (grade)", "Feedback comments",
)  # fmt: skip


def csv_file(path: Path, *rows: Sequence[object], delimiter: str = ",") -> Path:
    """A CSV with these rows."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_text(text.getvalue())
    return path


def participant(number: int, name: str, submitted: str = "-", **cells: str) -> list[str]:
    """A row of Moodle's worksheet."""
    given = {
        "Identifier": f"Participant {number}", "Full name": name, "Email address": f"{number}@example.org",
        "Status": "Submitted for grading", "Maximum grade": "100.00", "Grade can be changed": "Yes",
        "Last modified (submission)": submitted, "Last modified (grade)": "-",
    }  # fmt: skip
    return [(given | cells).get(heading, "") for heading in HEADINGS]


def worksheet(path: Path, *rows: Sequence[str]) -> Path:
    """Moodle's grading worksheet."""
    return csv_file(path, HEADINGS, *rows)


def sheet_rows(path: Path) -> list[list[str]]:
    """All rows of a CSV."""
    with path.open(newline="") as stream:
        return list(csv.reader(stream))


def gradebook(path: Path, *students: Sequence[object], delimiter: str = ",") -> Path:
    """Canvas's gradebook with one assignment; a student is name, number, points and whatever follows."""
    rows = [[name, number, f"sis{number}", f"{number}@x", "One", *rest] for name, number, *rest in students]
    return csv_file(
        path,
        [
            "Student",
            "ID",
            "SIS User ID",
            "SIS Login ID",
            "Section",
            "Docker (55)",
            "Other (56)",
            "Final Score",
        ],
        ["", "", "", "", "", "Manual Posting", "", ""],
        ["    Points Possible", "", "", "", "", "50.00", "10.00", "(read only)"],
        *rows,
        delimiter=delimiter,
    )
