"""The key of an anonymous page: a CSV that gives each learner a pseudonym, once and for all."""

import csv
import io
import secrets
from collections.abc import Iterable
from pathlib import Path

from grader.classroom.sheet import keyed_rows, read_sheet
from grader.errors import UsageError
from grader.report import check_folder, write_file
from grader.report.anonymous import anonymous
from grader.report.class_report import ClassReport
from grader.report.spreadsheet import inert
from grader.text import one_line

FOLDER, KEY = "anonymous", "pseudonyms.csv"
LETTERS = "bcdfghjkmnpqrstvwxz"
"""Without vowels and digits, no name and no number can come about."""
LENGTH = 6
_COLUMNS = ("id", "pseudonym")


def read_key(file: Path) -> dict[str, str]:
    """The pseudonyms by id, as the CSV writes ids; empty where there is no such file.

    Raises UsageError with file and row, such as for a pseudonym that two learners have.
    """
    if not file.exists():
        return {}
    found: dict[str, str] = {}
    for where, row in keyed_rows(read_sheet(file, "key"), *_COLUMNS, needed=_COLUMNS):
        if row["pseudonym"] in found.values():
            raise UsageError(f"{where}: pseudonym: two learners have {one_line(row['pseudonym'], 80)!r}")
        found[row["id"]] = one_line(row["pseudonym"], 80)
    return found


def write_anonymous(out: Path, report: ClassReport, file: Path, key: dict[str, str]) -> None:
    """Write the page into a folder of its own, and the key, which only its owner may read, elsewhere.

    Who has a pseudonym keeps it, also who is not in the class any more.
    """
    from grader.report.class_html import render_class  # few runs want a page more

    names = {inert(row.id): row.name for row in report.rows}
    whole = key | _new(names.keys() - key.keys(), set(key.values()))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*_COLUMNS, "name"])
    writer.writerows([one, whole[one], inert(names.get(one, ""))] for one in sorted(whole))
    check_folder(file.parent)
    write_file(file, text.getvalue(), mode=0o600)
    check_folder(out / FOLDER)
    shown = anonymous(report, {row.id: whole[inert(row.id)] for row in report.rows})
    write_file(out / FOLDER / "class.html", render_class(shown))


def _new(learners: Iterable[str], taken: set[str]) -> dict[str, str]:
    made: dict[str, str] = {}
    for learner in learners:
        name = _drawn()
        while name in taken:
            name = _drawn()
        taken.add(name)
        made[learner] = name
    return made


def _drawn() -> str:
    return "learner-" + "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
