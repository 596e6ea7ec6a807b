"""What the points of the shipped challenges say: work, and no more than work."""

import re

import pytest

from grader.challenge import Challenge
from tests.shipped import course

COURSE = course()
MOST = {"02-multi-stage-builds": 20}
"""Where the points are the exercise's own; elsewhere an untouched starter has 10 at most."""

each = pytest.mark.parametrize("challenge", COURSE, ids=[challenge.id for challenge in COURSE])


def starters_points(challenge: Challenge) -> int:
    """What is met before anybody has done anything."""
    return sum(
        criterion.points for criterion in challenge.criteria if criterion.id not in challenge.starter_fails
    )


@each
def test_the_points_are_for_work(challenge: Challenge) -> None:
    """Of a hundred points the untouched starter has few: what works before any work is worth little."""
    assert challenge.max_score == 100
    assert starters_points(challenge) <= MOST.get(challenge.id, 10)


@each
def test_what_waits_for_work_is_declared(challenge: Challenge) -> None:
    """A criterion that requires one which the starter does not meet is not met by it, either."""
    failing = set(challenge.starter_fails)
    waiting = {criterion.id for criterion in challenge.criteria if failing.intersection(criterion.requires)}
    assert waiting <= failing


@each
def test_the_statement_names_the_points(challenge: Challenge) -> None:
    """Its table and its sentence on the starter hold the numbers of the spec."""
    statement = (challenge.file.parent / "README.md").read_text()
    rows = dict(re.findall(r"^\| `([a-z0-9][a-z0-9-]*)` \| (\d+) \|", statement, re.MULTILINE))
    named = {criterion.id: str(criterion.points) for criterion in challenge.criteria}
    assert rows == named or (not rows and "five criteria, for 20 points each" in statement)
    assert f"The untouched starter gets {starters_points(challenge)} points" in statement


def test_a_part_on_the_way_is_in_the_statement() -> None:
    """Whoever reads the statement knows of part of the points, too."""
    statement = (COURSE[1].file.parent / "README.md").read_text()
    assert "Under 300 MB there are 5 of the 20 points" in statement
