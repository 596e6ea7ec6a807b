"""`grader new`."""

import sys
from pathlib import Path

import click

from grader.authoring.scaffold import write_challenge
from grader.challenge import Catalogue


@click.command("new")
@click.argument("challenge_id", metavar="ID")
def command(challenge_id: str) -> None:
    """Write a new challenge that `grader verify` finds proven, with comments where to go on.

    ID is the new challenge's, such as 07-caching.

    Example: grader new 07-caching
    """
    for file in write_challenge(challenge_id, Catalogue()):
        shown = file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file
        sys.stdout.write(f"wrote {shown}\n")
    sys.stdout.write(f"next: grader verify {challenge_id}\n")
