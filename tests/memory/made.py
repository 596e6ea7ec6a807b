"""Past gradings, made in one call."""

from typing import Any

from grader.grading import Outcome
from grader.memory import PastGrading
from grader.memory.past import PastVerdict
from grader.report import Report
from tests.report.samples import report, verdict


def past(score: int = 20, /, digest: str = "sha256:0123", **outcomes: str) -> PastGrading:
    """A past grading with these outcomes, by criterion; by default one that is met."""
    named = outcomes or {"stages": "met"}
    return PastGrading(
        challenge="02-multi-stage-builds",
        digest=digest,
        score=score,
        max_score=40,
        verdicts={name: PastVerdict(one, 20 if one == "met" else 0) for name, one in named.items()},
    )


def graded(**outcomes: Outcome) -> Report:
    """A report with these outcomes, 20 points each."""
    said: dict[str, Any] = {"challenge_digest": "sha256:0123"}
    return report(*(verdict(outcome, id=name) for name, outcome in outcomes.items()), **said)
