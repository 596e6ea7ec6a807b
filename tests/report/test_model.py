import json
from pathlib import Path

import pytest

from grader.challenge import load_challenge
from grader.evidence import BenchSummary
from grader.grading import Outcome, Verdict
from grader.report import Report, make_report

CHALLENGE = load_challenge(Path(__file__).parents[2] / "challenges/02-multi-stage-builds/challenge.yaml")


def _report(*outcomes: Outcome) -> Report:
    verdicts = [
        Verdict(one.id, one.title, one.check, outcome, one.points if outcome == "met" else 0, one.points, "e")
        for one, outcome in zip(CHALLENGE.criteria, outcomes, strict=False)
    ]
    return make_report(CHALLENGE, "starter", verdicts, BenchSummary())


@pytest.mark.parametrize(
    ("outcomes", "outcome", "exit_code"),
    [
        (["met"] * 5, "passed", 0),
        (["met"] * 4 + ["unmet"], "failed", 1),
        (["met"] * 4 + ["blocked"], "failed", 1),
        (["met"] * 4 + ["broken"], "error", 3),
        (["unmet"] * 4 + ["broken"], "error", 3),
        (["met", "skipped"], "passed", 0),
        (["skipped"] * 5, "error", 3),
        ([], "error", 3),
    ],
)
def test_outcome(outcomes: list[Outcome], outcome: str, exit_code: int) -> None:
    """Broken wins over unmet, and nothing graded is never a pass."""
    report = _report(*outcomes)
    assert (report.outcome, report.exit_code) == (outcome, exit_code)


def test_every_criterion_is_there() -> None:
    """Criteria without a verdict are listed as not asked for, in the order of the spec."""
    report = _report("met")
    assert [one.id for one in report.criteria] == [one.id for one in CHALLENGE.criteria]
    assert (report.score, report.max_score) == (20, 100)


def test_json() -> None:
    """The report is plain JSON with its schema's name."""
    assert json.loads(json.dumps(_report("met").as_json()))["schema"] == "grader/report/v1"
