"""The hostile set is well-formed; `make hostile` grades it on an engine."""

from collections import Counter
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from grader.authoring.changes import CannotChangeError
from grader.challenge import Challenge
from tests.hostile.__main__ import Judged, hand_in, holds, render
from tests.hostile.cases import Case, Group, cases, challenges
from tests.shipped import KINDS

SIDES: tuple[Group, Group] = ("lazy", "honest")


@cache
def every() -> list[tuple[Challenge, Case]]:
    """All cases, with their challenges."""
    return [(challenge, case) for challenge in challenges() for case in cases(challenge)]


@pytest.mark.parametrize("challenge", challenges(), ids=lambda challenge: challenge.id)
def test_each_can_be_handed_in(challenge: Challenge, tmp_path: Path) -> None:
    """Its changes fit what they change."""
    strange = []
    for case in (case for one, case in every() if one.id == challenge.id):
        try:
            assert (hand_in(challenge, case, tmp_path) / "Dockerfile").is_file()
        except (AssertionError, CannotChangeError) as error:
            strange.append(f"{case.name}: {error}")
    assert strange == []


def test_what_they_say() -> None:
    """Each tries a kind that there is, and only what is honest meets everything."""
    assert [case.name for _, case in every() if case.kind not in KINDS] == []
    assert [case.name for _, case in every() if (case.group == "honest") != (not case.outcomes)] == []


def test_the_size_of_the_set() -> None:
    """There are so many of each side, and of each kind at least three lazy and three honest ones."""
    groups = Counter(case.group for _, case in every())
    kinds = Counter((case.kind, case.group) for _, case in every())
    assert groups["mistaken"] + groups["lazy"] + groups["forging"] >= 150
    assert groups["honest"] >= 100
    assert [pair for pair in product(KINDS, SIDES) if kinds[pair] < 3] == []


def test_names() -> None:
    """No name is taken twice in a challenge."""
    names = [(challenge.id, case.name) for challenge, case in every()]
    assert len(names) == len(set(names))


def test_a_wrong_verdict_is_told() -> None:
    """It is named with its group, counted, and makes the run fail; of ten forged ones one may be wrong."""
    case = every()[0][1].model_copy(update={"group": "forging"})
    right, wrong = Judged("02", case, ()), Judged("02", case, ("size is met, must be unmet",))
    assert f"wrong: 02, {case.name} (forging): size is met, must be unmet" in render([wrong])
    assert "forging                  9/10" in render([right] * 9 + [wrong])
    assert holds([right] * 9 + [wrong])
    assert not holds([right] * 8 + [wrong])


def test_what_waits_is_blocked() -> None:
    """A criterion that requires one which is not met is said to be blocked."""
    strange = [
        f"{challenge.id}, {case.name}: {criterion.id}"
        for challenge, case in every()
        for criterion in challenge.criteria
        if set(case.outcomes).intersection(criterion.requires)
        and case.outcomes.get(criterion.id) != "blocked"
    ]
    assert strange == []
