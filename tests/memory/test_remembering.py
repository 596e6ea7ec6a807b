from pathlib import Path

import pytest

from grader.grading import Outcome
from grader.memory import past_gradings, remember
from grader.memory.remembering import since
from grader.report.model import Change, SinceLastTime
from grader.values import replace
from tests.memory.made import graded, past
from tests.report.samples import report, verdict

ID = "02-multi-stage-builds"


FEWER = SinceLastTime(worse=(Change("stages", -20),), points=-20)


def _since(before: dict[str, str], now: dict[str, Outcome]) -> SinceLastTime | None:
    return since([past(**before)], graded(**now))


def test_better_and_worse() -> None:
    """What is met now and was not is better, the opposite worse; the points are those of both."""
    before = {"stages": "unmet", "health": "met", "slim": "blocked", "size": "met"}
    told = _since(before, {"stages": "met", "health": "unmet", "slim": "met", "size": "met"})
    assert told == SinceLastTime(
        better=(Change("stages", 20), Change("slim", 20)), worse=(Change("health", -20),), points=20
    )


@pytest.mark.parametrize(("before", "now"), [("unmet", "blocked"), ("blocked", "unmet"), ("met", "met")])
def test_the_same_points_are_no_change(before: str, now: Outcome) -> None:
    """Another reason for no points is neither better nor worse."""
    assert _since({"stages": before}, {"stages": now}) is None


def test_a_part_of_the_points() -> None:
    """More points for what is still unmet are better, too."""
    some = report(verdict("unmet", id="stages", points=20))
    some = replace(some, criteria=(replace(some.criteria[0], points=8),))
    assert since([past(stages="unmet")], some) == SinceLastTime(better=(Change("stages", 8),), points=8)


@pytest.mark.parametrize("not_judged", ["broken", "skipped"])
def test_the_machines_failure_is_not_worse(not_judged: Outcome) -> None:
    """What is broken or skipped now is not worse, and what it was before that still counts later."""
    assert _since({"stages": "met"}, {"stages": not_judged}) is None
    history = [past(stages="met"), past(stages=not_judged)]
    assert since(history, graded(stages="unmet")) == FEWER
    assert _since({"stages": not_judged}, {"stages": "met"}) is None


def test_the_first_time() -> None:
    """Nothing is told the first time, nor of a criterion that was not there."""
    assert since([], graded(stages="met")) is None
    assert _since({"health": "met"}, {"stages": "met"}) is None


def test_another_spec() -> None:
    """A challenge that has changed is told, and nothing is compared across the change."""
    other = past(digest="sha256:other", stages="met")
    assert since([other], graded(stages="unmet")) == SinceLastTime(challenge_changed=True)
    assert since([past(stages="met"), other, past(size="met")], graded(stages="unmet")) is None


def test_this_time_is_the_next_ones_last(tmp_path: Path) -> None:
    """Each grading is compared with the one before."""
    seen = [
        remember(graded(stages=now), tmp_path).since_last_time for now in ("unmet", "met", "met", "unmet")
    ]
    assert [told.points if told else None for told in seen] == [None, 20, None, -20]


def test_nothing_judged_is_not_remembered(tmp_path: Path) -> None:
    """A grading at which the machine failed leaves no trace."""
    assert remember(graded(stages="broken"), tmp_path).since_last_time is None
    assert past_gradings(ID, tmp_path) == []


def test_a_memory_that_cannot_be_written(state: Path, tmp_path: Path) -> None:
    """It costs one note that names the folder; the report is as it was."""
    state.write_text("a file in the folder's place")
    report = remember(graded(stages="met"), tmp_path)
    assert (report.score, report.since_last_time) == (20, None)
    assert [str(state) in note and "GRADER_STATE" in note for note in report.notes] == [True]
