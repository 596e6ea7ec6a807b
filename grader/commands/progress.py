"""`grader progress`."""

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from shutil import get_terminal_size

import click

from grader.challenge import Catalogue, load_challenge
from grader.course import course_folder
from grader.memory.course import Standing, next_challenge, standing
from grader.report.console import has_colour
from grader.report.table import Cell, table
from grader.settings import read_settings
from grader.text import one_line, some
from grader.values import to_data

SCHEMA = "grader/progress/v1"
WIDE = 80
"""Columns of a terminal that take all of the table; a narrower one shows every other column."""

_HEADINGS = ("challenge, and what is next", "level", "best", "when", "last")


@click.command("progress")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(*, as_json: bool) -> None:
    """Show the course as a table: your best and last points in each challenge, and what is next.

    It tells what `grader grade` and `pytest grader/` remember of the folders in starter/, which is kept in
    your own state folder (GRADER_STATE names another one) and holds points and outcomes only.

    Example: grader progress --json
    """
    standings = [standing(load_challenge(file)) for file in Catalogue().select(())]
    sys.stdout.write(_document(standings) if as_json else _shown(standings))


def _document(standings: list[Standing]) -> str:
    challenges = [{**to_data(one), "is_done": one.is_done} for one in standings]
    document = {"schema": SCHEMA, "challenges": challenges, "next": next_challenge(standings)}
    return json.dumps(document, indent=2) + "\n"


def _shown(standings: list[Standing]) -> str:
    goes_on = next_challenge(standings)
    last = f"next: grader grade --challenge {goes_on}" if goes_on else "all challenges are done"
    width = get_terminal_size().columns
    shown = slice(None) if width >= WIDE else slice(0, None, 2)
    rows = [row[shown] for one in standings for row in _rows(one)]
    title = one_line(read_settings(course_folder()).title)
    shown_table = table(_HEADINGS[shown], rows, colour=has_colour(sys.stdout), width=width)
    return (f"{title}\n\n" if title else "") + f"{shown_table}\n{last}\n"


def _rows(one: Standing) -> Iterator[list[Cell]]:
    """The challenge, and below it what is next in it."""
    best, last = (f"{score}/{one.max_score}" if score is not None else "-" for score in (one.best, one.last))
    when = datetime.fromtimestamp(one.when).astimezone().strftime("%d %b %H:%M") if one.when else "-"
    style = "green" if one.is_done else ""
    yield [(one.challenge, style or "bold"), (one.level, ""), (best, style), (when, ""), (last, "")]
    if to_do := _to_do(one):
        yield [(f"  {to_do}", "dim"), *[("", "")] * 4]


def _to_do(one: Standing) -> str:
    if one.changed:
        return "has changed: grade it again"
    return some(one.to_meet, 3) if not one.is_done else ""
