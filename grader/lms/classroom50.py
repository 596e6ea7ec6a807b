"""Classroom 50's roster, and the repositories that it makes of an assignment.

`roster.csv` has `username,first_name,last_name,email,section,github_id,role`, of which the last ones may be
missing, and a learner's repository is `CLASSROOM-ASSIGNMENT-USERNAME` in the classroom's organisation, as
wiki/gh-teacher.md of foundation50/classroom50 tells.
"""

import re
from pathlib import Path

from grader.classroom.sheet import SheetRow, check_once, read_sheet
from grader.errors import UsageError
from grader.lms.repositories import Repository, address
from grader.text import one_line

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}")
_COLUMNS = ("username", "first_name", "last_name", "role")


def read_classroom50(file: Path, start: str, *, local: bool) -> list[Repository]:
    """The learners of the roster, without those whose role is another one. Raises UsageError.

    `start` comes before the user's name in each address, such as https://github.com/ORG/CLASSROOM-ASSIGNMENT-.
    """
    sheet = read_sheet(file, "roster of Classroom 50")
    sheet.column("username")
    columns = {name: sheet.column(name) for name in _COLUMNS if sheet.has(name)}
    lines = dict[str, str]()
    found = []
    for row in sheet.rows:
        cells = {name: row.cells[at].strip() for name, at in columns.items()}
        if cells.get("role", "").lower() in {"", "student"}:
            check_once(lines, cells["username"].lower(), row.where)
            found.append(_repository(row, cells, start, local=local))
    return found


def _repository(row: SheetRow, cells: dict[str, str], start: str, *, local: bool) -> Repository:
    user = cells["username"]
    if not _NAME.fullmatch(user):
        raise UsageError(f"{row.where}: username: must be a GitHub name, got {one_line(user, 80)!r}")
    name = one_line(" ".join(filter(None, (cells.get("first_name"), cells.get("last_name")))), 120)
    url = address(start + user, f"{row.where}: the repository", local=local)
    return Repository(id=user, name=name or user, url=url)
