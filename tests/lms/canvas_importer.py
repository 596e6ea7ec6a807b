"""Canvas's importer of gradebooks, by the rules of its source (lib/gradebook_importer.rb of canvas-lms)."""

import csv
import io
import re
from pathlib import Path

_NOT_ASSIGNMENTS = re.compile("Current|Final|Override")


def import_gradebook(
    file: Path, students: set[int], assignments: dict[int, str]
) -> dict[int, dict[int, str]]:
    """The grades that it takes, by assignment and student; AssertionError for what it does not."""
    text = file.read_text("utf-8")
    delimiter = ";" if text.splitlines()[0].count(";") > text.splitlines()[0].count(",") else ","
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    assert len(header) > 3, "InvalidHeaderRow"
    assert "Student" in header[0], "InvalidHeaderRow"
    assert "ID" in header[1], "InvalidHeaderRow"
    count = _student_columns(header)
    assert "Section" in header[count - 1], "InvalidHeaderRow"
    columns = {}
    for at, name in enumerate(header[count:], count):
        if not _NOT_ASSIGNMENTS.search(name):
            found = re.fullmatch(r"(.*)\s\((\d+)\)", name)
            assert found, "a new assignment would be made"
            assert int(found[2]) in assignments, "a new assignment would be made"
            columns[int(found[2])] = at
    grades: dict[int, dict[int, str]] = {number: {} for number in columns}
    for row in rows:
        if "Points Possible" in row[0]:
            assert all("read only" not in row[at] for at in columns.values())
            continue
        assert int(row[1]) in students, "a new student would be asked for"
        for number, at in columns.items():
            grades[number][int(row[1])] = row[at].strip()
    return grades


def _student_columns(header: list[str]) -> int:
    if re.search(r"SIS\s+Login\s+ID", header[2]):
        return 4
    if re.search(r"SIS\s+User\s+ID", header[2]) and re.search(r"SIS\s+Login\s+ID", header[3]):
        more = 1 if re.search(r"Integration\s+ID", header[4]) else 0
        return 5 + more + (1 if re.search(r"Root\s+Account", header[4 + more]) else 0)
    return 3
