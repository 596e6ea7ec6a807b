"""The hints of a challenge, or the longer one of a criterion."""

import sys
from shutil import get_terminal_size

from grader.challenge import Catalogue, Challenge
from grader.challenge.names import full_name
from grader.criterion import Criterion
from grader.memory.course import standing
from grader.report.console import has_colour
from grader.report.hints import long_hint, short_hints


def show_hints(challenge_id: str, criterion_id: str | None) -> None:
    """Write them; both ids may be shortened. Raises UsageError where one means none, or several."""
    challenge = Catalogue().find(challenge_id)
    colour, width = has_colour(sys.stdout), get_terminal_size().columns
    if criterion_id is None:
        text = short_hints(challenge, _wanted(challenge), colour=colour, width=width)
    else:
        criterion = _named(challenge, criterion_id)
        text = long_hint(criterion, challenge.help.get(criterion.id), colour=colour, width=width)
    sys.stdout.write(text)


def _wanted(challenge: Challenge) -> list[Criterion]:
    """Those that were not met last time; all where that is not known, or nothing was left to do."""
    left = standing(challenge).to_meet
    return [one for one in challenge.criteria if not left or one.id in left]


def _named(challenge: Challenge, name: str) -> Criterion:
    known = {criterion.id: criterion for criterion in challenge.criteria}
    return known[full_name(name, known, "criterion")]
