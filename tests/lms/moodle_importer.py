"""Moodle's two importers, by the rules of their source, to see whether they take what is made for them.

mod/assign/feedback/offline/importgradeslib.php and locallib.php, lib/csvlib.class.php, and
mod/assign/feedback/file/importziplib.php of moodle/moodle.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

PLUGINS = {("assignsubmission", "file"), ("assignsubmission", "onlinetext"), ("assignfeedback", "file")}


@dataclass
class Assignment:
    """An assignment: who is in it, which grades are locked, and when which were changed.

    One of a Moodle that knows several markers takes no 0 (public/mod/assign/feedback/offline/locallib.php).
    """

    participants: set[int]
    maximum: float = 100.0
    knows_markers: bool = False
    locked: set[int] = field(default_factory=set)
    changed: dict[int, datetime] = field(default_factory=dict)
    grades: dict[int, float] = field(default_factory=dict)
    comments: dict[int, str] = field(default_factory=dict)
    files: dict[int, dict[str, bytes]] = field(default_factory=dict)

    def import_worksheet(self, file: Path) -> list[int]:
        """Take a worksheet; returns whose grade was skipped."""
        columns, *records = csv.reader(io.StringIO(file.read_text("utf-8"), newline=""))
        assert all(len(record) == len(columns) for record in records), "csvweirdcolumns"
        at = {name: columns.index(name) for name in ("Identifier", "Grade", "Last modified (grade)")}
        comment = columns.index("Feedback comments")
        skipped = []
        for record in records:
            number = record[at["Identifier"]][len("Participant ") :]
            if not number.isdigit() or int(number) not in self.participants:
                continue
            user, modified = int(number), _seconds(record[at["Last modified (grade)"]])
            is_stale = user in self.changed and self.changed[user].timestamp() > modified + 60
            grade = _unformat_float(record[at["Grade"]])
            left_out = self.knows_markers and not grade
            if grade is None or left_out or is_stale or user in self.locked or not 0 <= grade <= self.maximum:
                skipped.append(user)
            else:
                self.grades[user] = grade
            if not is_stale and record[comment] != self.comments.get(user, ""):
                self.comments[user] = record[comment]
        return skipped

    def import_zip(self, file: Path) -> list[str]:
        """Take a zip of feedback files; returns the names that are nobody's."""
        ignored = []
        with zipfile.ZipFile(file) as archive:
            for name in archive.namelist():
                found = self._whose(name)
                if found is None:
                    ignored.append(name)
                else:
                    user, path = found
                    self.files.setdefault(user, {})[path] = archive.read(name)
        return ignored

    def _whose(self, name: str) -> tuple[int, str] | None:
        if name.rpartition("/")[2].startswith((".", "~")):
            return None
        parts = ["import", *name.split("/")]
        while parts:
            info = parts.pop(0).split("_", 4)
            if len(info) < 4 or not re.fullmatch(r"\d+", info[1]) or int(info[1]) not in self.participants:
                continue
            if (info[2], info[3]) not in PLUGINS:
                continue
            return int(info[1]), "/".join([info[4] if len(info) > 4 else "", *parts])
        return None


def _unformat_float(text: str) -> float | None:
    text = text.replace(" ", "")
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def _seconds(text: str) -> float:
    """What strtotime makes of a date in English; 0 for what is none."""
    try:
        return datetime.strptime(text, "%A, %d %B %Y, %I:%M %p").replace(tzinfo=UTC).timestamp()
    except ValueError:
        return 0.0
