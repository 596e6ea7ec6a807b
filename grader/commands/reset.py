"""`grader reset`: its options; reset_starter.py does the rest."""

import click

from grader.commands.completing import challenge_ids
from grader.interrupts import interrupt_on_termination


@click.command("reset")
@click.argument("challenge_id", metavar="ID", shell_complete=challenge_ids)
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(challenge_id: str, *, yes: bool) -> int:
    """Begin a challenge again: starter/ID becomes the untouched starter.

    What you have written is never lost: it moves to starter/.before-reset/, which git and the grader leave
    alone. You are asked first; without a terminal, --yes must say it. ID may be shortened as long as only one
    begins like that.

    Exit codes: 0 done, or untouched already; 1 you said no; 2 usage; 3 the machine failed.

    Example: grader reset 02-multi-stage-builds
    """
    interrupt_on_termination()
    from grader.commands.reset_starter import reset_starter  # not while the shell asks for ids

    return reset_starter(challenge_id, asks=not yes)
