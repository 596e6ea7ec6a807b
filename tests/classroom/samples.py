"""Results and tasks made in one line."""

from pathlib import Path
from typing import Any

from grader.challenge import Challenge, load_challenge
from grader.classroom.grade_class import Task
from grader.classroom.submissions import Submission
from grader.classroom.work import Graded, as_plain
from grader.evidence import BenchSummary
from grader.evidence.store import to_plain
from grader.grading import Grading
from grader.report import make_report

CHALLENGE = load_challenge(Path(__file__).parents[2] / "challenges/02-multi-stage-builds/challenge.yaml")


def graded(answers: dict[Any, Any] | None = None, challenge: Challenge = CHALLENGE, **report: Any) -> Graded:
    """A result of these answers; nothing was asked where there are none."""
    from grader.evidence import KeptAnswers

    verdicts = list(Grading(challenge.criteria, KeptAnswers(answers or {})).verdicts())
    plain = as_plain(make_report(challenge, "first", verdicts, BenchSummary(timings={"total": 1.5})))
    return Graded({**plain, **report}, {"build_log": "built\n"}, to_plain(answers or {}))


def marked(*outcomes: str, because: str = "no engine") -> Graded:
    """A result with these outcomes; what is missing is met."""
    made = graded().report
    for one, outcome in zip(made["criteria"], [*outcomes, *["met"] * 9], strict=False):
        points = one["max_points"] if outcome == "met" else 0
        one |= {"outcome": outcome, "points": points, "because": because if outcome == "broken" else None}
    made["score"] = sum(one["points"] for one in made["criteria"])
    found = {one["outcome"] for one in made["criteria"]}
    made["outcome"] = "error" if "broken" in found else "passed" if found == {"met"} else "failed"
    return Graded(made, {}, [])


def submission(name: str = "alice", path: Path = Path("alice")) -> Submission:
    """A submission of this name."""
    return Submission(name, name, path)


def task(content: str, circumstances: str = "now") -> Task:
    """A content to grade, handed in by a learner of the same name."""
    return Task(content, submission(content), lambda: circumstances)
