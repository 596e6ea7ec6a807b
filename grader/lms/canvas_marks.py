"""Marks for Canvas: the gradebook's columns that say who a learner is, and the one of the assignment.

As lib/gradebook_importer.rb of instructure/canvas-lms reads them: all columns up to `Section` as they were
exported, an assignment by the number in its heading, a row with `Points Possible`. Learners and assignments
that are not in the file stay as they are.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from grader.classroom.late import show_points
from grader.errors import UsageError
from grader.lms.filled import Filled, check_listed
from grader.lms.gradebook import POINTS_POSSIBLE, Gradebook
from grader.lms.marks import points_of, scaled
from grader.report.class_report import ClassReport
from grader.report.spreadsheet import inert
from grader.text import did_you_mean, one_line

_ASSIGNMENT = re.compile(r"(.*)\s\((\d+)\)", re.DOTALL)


def fill_gradebook(gradebook: Gradebook, report: ClassReport, assignment: str) -> Filled:
    """The rows to import, of everybody who has a mark.

    `assignment` is the heading, the title or the number. Raises UsageError where the assignment or a learner
    of the class is not in the gradebook.
    """
    sheet = gradebook.sheet
    check_listed(report, gradebook.students, sheet.file)
    at = _column(gradebook, assignment)
    possible = _possible(gradebook, at)
    who = slice(sheet.column("Section") + 1)
    rows: list[Sequence[str]] = [
        [*sheet.headings[who], sheet.headings[at]],
        [*gradebook.points.cells[who], gradebook.points.cells[at]],
    ]
    left = {}
    for row in report.rows:
        points = points_of(row)
        if points is None:
            left[row.id] = f"no mark: {row.reason or 'it was not graded'}"
            continue
        cells = map(inert, gradebook.students[row.id].cells[who])
        rows.append([*cells, show_points(scaled(points, report.max_score, possible))])
    return Filled(rows=rows, left=left)


def _column(gradebook: Gradebook, assignment: str) -> int:
    """Titles may be alike: then the number is needed."""
    found = {
        at: (heading, *parts.groups())
        for at, heading in enumerate(gradebook.sheet.headings)
        if (parts := _ASSIGNMENT.fullmatch(heading))
    }
    fitting = [at for at, names in found.items() if assignment in names]
    if len(fitting) != 1:
        titles = [names[1] for names in found.values()]
        problem = "two assignments are" if fitting else "no assignment is"
        near = "" if fitting else did_you_mean(assignment, titles)
        raise UsageError(f"{gradebook.sheet.file}:1: {problem} {one_line(assignment, 80)!r}{near}")
    return fitting[0]


def _possible(gradebook: Gradebook, at: int) -> Decimal:
    text = gradebook.points.cells[at].strip().replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text) or Decimal(text) == 0:
        where = f"{gradebook.points.where}: {POINTS_POSSIBLE}"
        raise UsageError(f"{where}: must be a number above 0, got {one_line(text, 80)!r}")
    return Decimal(text)
