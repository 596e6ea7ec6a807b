"""`grader kinds`."""

import sys
from shutil import get_terminal_size

import click

from grader.authoring.reference import kind_section, summary
from grader.challenge.names import full_name
from grader.criteria import kinds
from grader.criterion.installed import package_of
from grader.criterion.proof import unproven
from grader.report.console import has_colour
from grader.report.table import Cell, table


@click.command("kinds")
@click.argument("name", metavar="[KIND]", required=False)
def command(name: str | None) -> int:
    """List the kinds of criteria that `check:` takes, or show one: its options, a sample, its examples.

    Kinds of installed packages are among them, with the package. KIND may be shortened as long as only one
    begins like that. Its examples are tried.

    Exit codes: 0, 1 where the examples do not prove the kind, 2 usage.

    Example: grader kinds stage_count
    """
    known = kinds()
    if name is None:
        rows: list[list[Cell]] = [
            [(kind, ""), (summary(known[kind]), ""), (package_of(kind), "")] for kind in known
        ]
        width = get_terminal_size().columns
        headings = ("kind", "what must be true", "package")
        sys.stdout.write(table(headings, rows, colour=has_colour(sys.stdout), width=width))
        return 0
    found = full_name(name, known, "kind")
    wrong = list(unproven(known[found]))
    sys.stdout.write("".join(f"WRONG: {why}\n" for why in wrong) or kind_section(found, known[found]))
    return 1 if wrong else 0
