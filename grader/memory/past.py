"""One past grading of a folder, as it is remembered: points and outcomes, nothing of what was handed in."""

import json
import time
from collections.abc import Mapping
from typing import Any

from grader.report import Report
from grader.values import Value, field, to_data

JUDGED = frozenset({"met", "unmet", "blocked"})
"""Outcomes that are the submission's own; the others are the machine's, or were not asked for."""


class PastVerdict(Value):
    """What one criterion came to."""

    outcome: str
    points: int


class PastGrading(Value, kw_only=True):
    """`digest` is that of the spec by which it was graded, `when` are seconds since the epoch."""

    challenge: str
    digest: str
    score: int
    max_score: int
    verdicts: Mapping[str, PastVerdict]
    when: float = field(default_factory=time.time)

    @property
    def judged(self) -> dict[str, PastVerdict]:
        """The verdicts that tell something of the submission, by criterion."""
        return {name: verdict for name, verdict in self.verdicts.items() if verdict.outcome in JUDGED}

    @property
    def is_whole(self) -> bool:
        """Whether every criterion was judged, so that its points may be compared."""
        return len(self.judged) == len(self.verdicts)


def of_report(report: Report) -> PastGrading:
    """What of a report is remembered."""
    return PastGrading(
        challenge=report.challenge,
        digest=report.challenge_digest,
        score=report.score,
        max_score=report.max_score,
        verdicts={verdict.id: PastVerdict(verdict.outcome, verdict.points) for verdict in report.criteria},
    )


def to_text(past: PastGrading) -> str:
    """It as JSON."""
    return json.dumps(to_data(past))


def from_text(text: str) -> PastGrading | None:
    """What `to_text` was given; None where it is damaged or not understood; the unknown is left out."""
    try:
        return _read(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _read(data: Any) -> PastGrading:
    return PastGrading(
        challenge=_text(data["challenge"]),
        digest=_text(data["digest"]),
        score=int(data["score"]),
        max_score=int(data["max_score"]),
        verdicts={
            _text(name): PastVerdict(_text(verdict["outcome"]), int(verdict["points"]))
            for name, verdict in data["verdicts"].items()
        },
        when=float(data["when"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
