"""`grader watch`."""

import click

from grader.commands.completing import challenge_ids
from grader.interrupts import interrupt_on_termination


@click.command("watch")
@click.argument("challenge_id", metavar="[CHALLENGE]", required=False, shell_complete=challenge_ids)
def command(challenge_id: str | None) -> None:
    """Grade a starter at each save: the text at once, builds and runs behind it; a newer save drops them.

    Without CHALLENGE it goes on where you stopped. Keys: h longer hint (again: the next one), o open the
    page, r grade again, n next challenge, q quit. Where the output is no terminal, each run is a line.

    Example: grader watch 02
    """
    interrupt_on_termination()
    # Not while the shell asks for ids.
    from grader.challenge import Catalogue, load_challenge
    from grader.memory.course import next_challenge, standing
    from grader.watch.watching import Watching

    catalogue = Catalogue()
    challenges = [load_challenge(file) for file in catalogue.select(())]
    wanted = challenge_id or next_challenge([standing(one) for one in challenges]) or challenges[0].id
    chosen = catalogue.find(wanted).id
    Watching(challenges, next(one for one in challenges if one.id == chosen)).run()
