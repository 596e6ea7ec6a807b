from typing import Any

from grader.challenge import load_challenge
from grader.memory.course import Standing, next_challenge, standing
from grader.memory.gradings import keep
from grader.memory.past import PastGrading, PastVerdict
from tests.called import ROOT

FILE = ROOT / "challenges" / "02-multi-stage-builds" / "challenge.yaml"
CHALLENGE = load_challenge(FILE)


def _graded(score: int, *missed: str, digest: str = CHALLENGE.digest, broken: str = "") -> None:
    met = {one.id: PastVerdict("met", 20) for one in CHALLENGE.criteria}
    others = {name: PastVerdict("unmet", 0) for name in missed} | {broken: PastVerdict("broken", 0)}
    verdicts = {name: others.get(name, one) for name, one in met.items()}
    said: dict[str, Any] = {"challenge": CHALLENGE.id, "max_score": 100}
    keep(PastGrading(**said, digest=digest, score=score, verdicts=verdicts), CHALLENGE.starter)


def test_not_begun() -> None:
    """A challenge that was never graded has no points and nothing to meet."""
    one = standing(CHALLENGE)
    assert (one.best, one.last, one.when, one.to_meet, one.is_done) == (None, None, None, (), False)


def test_best_and_last() -> None:
    """The best and the last points are told apart, and what is still to be met."""
    _graded(80, "slim-runtime")
    _graded(60, "two-stages", "slim-runtime")
    one = standing(CHALLENGE)
    assert (one.best, one.last, one.to_meet) == (80, 60, ("two-stages", "slim-runtime"))


def test_a_part_has_no_points() -> None:
    """A grading in which not everything was judged makes neither best nor last points."""
    _graded(80, "slim-runtime")
    _graded(20, "slim-runtime", broken="health-endpoint")
    assert (standing(CHALLENGE).best, standing(CHALLENGE).last) == (80, 80)


def test_another_spec() -> None:
    """Points by an older spec do not count."""
    _graded(100, digest="sha256:older")
    one = standing(CHALLENGE)
    assert (one.changed, one.best, one.is_done) == (True, None, False)


def _standings(**said: tuple[int | None, float | None]) -> list[Standing]:
    return [
        Standing(challenge=name, title="", level="", max_score=100, best=best, when=when)
        for name, (best, when) in said.items()
    ]


def test_where_to_go_on() -> None:
    """It is where the learner stopped, else the first challenge that is not done."""
    assert next_challenge(_standings(a=(100, 3.0), b=(None, None), c=(20, 1.0), d=(0, 2.0))) == "d"
    assert next_challenge(_standings(a=(100, 3.0), b=(None, None), c=(None, None))) == "b"
    assert next_challenge(_standings(a=(100, 3.0))) is None
