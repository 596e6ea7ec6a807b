"""`grader init`."""

import shlex
import sys
from pathlib import Path

import click

from grader.authoring.course_files import write_course


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", metavar="TEXT", help="What the course is called; the folder's name by default.")
def command(folder: Path, *, title: str | None) -> None:
    """Write a new course that `grader verify` finds proven: one challenge, settings, workflows, a README.

    DIR is a new or an empty folder.

    Exit codes: 0 written, 2 something is there already; then nothing is written.

    Example: grader init my-course --title "Containers, autumn"
    """
    for file in write_course(folder, title or folder.resolve().name):
        sys.stdout.write(f"wrote {file}\n")
    sys.stdout.write(f"next: cd {shlex.quote(str(folder))} && grader verify\n")
