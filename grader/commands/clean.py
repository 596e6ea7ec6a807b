"""`grader clean`."""

import sys

import click

from grader.engine import connect
from grader.engine.ownership import remove_folders
from grader.errors import EngineUnavailableError


@click.command("clean")
@click.option("--all", "everything", is_flag=True, help="Also what a run that still lives has created.")
def command(*, everything: bool) -> None:
    """Remove the containers, images and temporary folders that killed runs left behind.

    Example: grader clean
    """
    try:
        engine = connect()
    except EngineUnavailableError:
        sys.stdout.write(f"removed {remove_folders(everything=everything)} temporary folders\n")
        raise
    removed = engine.remove_left_behind(everything=everything)
    sys.stdout.write(
        f"removed {removed.containers} containers, {removed.images} images, "
        f"{removed.folders} temporary folders\n"
    )
