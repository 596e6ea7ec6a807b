"""`grader hint`: its words; hints_of.py does the rest."""

import click

from grader.commands.completing import challenge_ids, criterion_ids


@click.command("hint")
@click.argument("challenge_id", metavar="ID", shell_complete=challenge_ids)
@click.argument("criterion_id", metavar="[CRITERION]", required=False, shell_complete=criterion_ids)
def command(challenge_id: str, criterion_id: str | None) -> None:
    """Show the hints of a challenge, or the longer hint of one criterion.

    ID and CRITERION may be shortened as long as only one begins like that. Without CRITERION, the short hints
    are shown: of what the last grading of the starter left unmet, else of all criteria.

    Example: grader hint 02-multi-stage-builds

    Example: grader hint 02 no-build-tools
    """
    from grader.commands.hints_of import show_hints  # not while the shell asks for ids

    show_hints(challenge_id, criterion_id)
