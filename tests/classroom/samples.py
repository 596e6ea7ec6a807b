"""Results and tasks made in one line."""

from pathlib import Path
from typing import Any, get_args

from grader.challenge import Challenge, load_challenge
from grader.classroom.entries import Submission
from grader.classroom.result import Result
from grader.classroom.task import Task
from grader.evidence import Attachments, BenchSummary, Cause, KeptAnswers
from grader.grading import Grading, Outcome, Verdict
from grader.report import Report, make_report
from grader.submission import Graded
from grader.values import replace
from tests.report.samples import BEYOND

CHALLENGE = load_challenge(Path(__file__).parents[2] / "challenges/02-multi-stage-builds/challenge.yaml")


def graded(answers: dict[Any, Any] | None = None, challenge: Challenge = CHALLENGE) -> Graded:
    """A submission of these answers; nothing was asked where there are none."""
    verdicts = list(Grading(challenge.criteria, KeptAnswers(answers or {})).verdicts())
    summary = BenchSummary(timings={"total": 1.5})
    report = make_report(challenge, "first", verdicts, summary, Attachments(build_log="built\n"))
    return Graded(report=report, evidence=answers or {})


def marked(*outcomes: str, because: str = "no engine", cause: Cause | None = None) -> Graded:
    """A submission with these outcomes; what is missing is met, and what is blocked waits for the cause."""
    given = [*outcomes, *["met"] * len(CHALLENGE.criteria)]
    verdicts = [
        _verdict(*both, because, cause) for both in zip(graded().report.criteria, given, strict=False)
    ]
    return Graded(report=make_report(CHALLENGE, "first", verdicts, BenchSummary()), evidence={})


def _verdict(verdict: Verdict, outcome: str, because: str, cause: Cause | None) -> Verdict:
    (known,) = (word for word in get_args(Outcome) if word == outcome)
    points = verdict.max_points if known == "met" else 0
    return replace(
        verdict,
        outcome=known,
        points=points,
        because=because if known in {"broken", "blocked"} else None,
        cause=cause if known == "blocked" else None,
    )


def result(report: Report | None = None, **changes: Any) -> Result:
    """A result in the journal; everything is met where no report is given."""
    values: dict[str, Any] = {"circumstances": "now", "run": "run", "seconds": 1.0} | changes
    return Result(report=report or marked().report, **values)


def noted(text: str) -> Report:
    """A report that says this text."""
    return replace(marked().report, notes=(text,))


def submission(name: str = "alice", path: Path = Path("alice")) -> Submission:
    """A submission of this name."""
    return Submission(name, name, path)


def task(content: str, circumstances: str = "now") -> Task:
    """A content to grade, handed in by a learner of the same name."""
    return Task(content, submission(content), lambda: circumstances)


NO_COMPILER = Cause(id="no-compiler", moment="build", title="this stage has no compiler", found="no gcc")
LACKING = marked("broken", because="no --link")
LACKING = replace(LACKING, report=replace(LACKING.report, engine=BEYOND))
"""What an engine could not do that another one can."""
