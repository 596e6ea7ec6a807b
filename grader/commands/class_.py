"""`grader class`."""

import sys
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

import click

from grader.classroom.class_run import run_class
from grader.classroom.order import Order
from grader.commands.completing import challenge_ids
from grader.interrupts import interrupt_on_termination

_PATH = click.Path(path_type=Path)


@click.command("class")
@click.argument("folders", type=_PATH, nargs=-1, required=True)
@click.option(
    "--challenge", required=True, metavar="ID", shell_complete=challenge_ids, help="The challenge's id."
)
@click.option("--out", type=_PATH, required=True, help="Where the table and the reports go.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Side by side; by cores and memory by default.")
@click.option("--roster", type=_PATH, help="CSV with id, name, path: who is in the class.")
@click.option("--due", metavar="TIME", help="The deadline, with its zone; else the one in grader.toml.")
@click.option("--late", metavar="RULE", help="What comes off, such as '10% per day, floor 40%, grace 15m'.")
@click.option("--extensions", type=_PATH, help="CSV with id, due: who has until later.")
@click.option("--overrides", type=_PATH, help="CSV with id, points, reason: what counts instead.")
@click.option("--anonymous", is_flag=True, help="Write OUT/anonymous/, a page without names, too.")
@click.option("--pseudonyms", type=_PATH, help="Its key, made where missing; else OUT/pseudonyms.csv.")
@click.option("--resume", is_flag=True, help="Go on with a run that was interrupted.")
@click.option("--only-errors", is_flag=True, help="Grade only what has no result, as the machine failed.")
@click.option("--again", is_flag=True, help="Grade everything, also what has not changed.")
@click.option("--rescore", is_flag=True, help="Judge kept evidence by the changed spec; build nothing.")
@click.option(
    "--limit", "limits", multiple=True, help="NAME=VALUE in place of the spec's, such as build=600s."
)
@click.option("--cluster", help="Address of a Dask scheduler, tcp://HOST:8786.")
@click.option("--quiet", is_flag=True, help="Show no progress and no table.")
def command(**options: Any) -> int:
    """Grade a class: what has not changed since the last time is kept, equal submissions are graded once.

    Each sub-folder or archive of FOLDERS is one submission.

    Exit codes: 0 all graded, whatever the marks; 2 usage or bad spec; 3 some could not be graded.

    Example: grader class handed-in/ --challenge 02-multi-stage-builds --out marks
    """
    return grade_class(Order(**options))


def grade_class(order: Order) -> int:
    """Grade a class and show its table; returns the exit code. Raises GraderError."""
    interrupt_on_termination()
    graded = run_class(order)
    if not order.quiet:
        from grader.report.class_table import render_table  # rich, which the first builds would wait for
        from grader.report.console import has_colour

        colour, width = has_colour(sys.stdout), get_terminal_size().columns
        sys.stdout.write(render_table(graded.report, colour=colour, width=width))
    sys.stdout.write(f"table: {order.out / 'class.html'}, {order.out / 'grades.csv'}\n")
    return 0 if graded.is_complete else 3
