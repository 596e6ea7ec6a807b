"""All verdicts on one submission, with points, image facts and timings (schema `grader/report/v2`)."""

from collections.abc import Sequence
from typing import Any, Literal

from grader import __version__
from grader.challenge import Challenge
from grader.evidence import Attachments, BenchSummary, ContainerQuestion, EngineSummary, ImageSummary
from grader.grading import Verdict, skip
from grader.report.causes import ToldCause, told_causes
from grader.values import Value, replace, to_data

SCHEMA = "grader/report/v2"
NO_TEXTS = Attachments()
NO_LOG = "(not handed out: the container was asked what this exercise keeps hidden)\n"


class Change(Value):
    """How many more points a criterion has than the last time, or fewer: then `points` is below zero."""

    id: str
    points: int


class SinceLastTime(Value, kw_only=True):
    """The criteria that got better and those that got worse; `points` in all.

    With `challenge_changed` the spec is another one than the last time, so that nothing can be compared.
    """

    better: tuple[Change, ...] = ()
    worse: tuple[Change, ...] = ()
    points: int = 0
    challenge_changed: bool = False


class Report(Value, kw_only=True):
    """The report; criteria are in the order of the spec, causes in that of the points that wait.

    `image_limit_bytes` is the lowest limit that a criterion sets to the final image's size, hidden
    criteria left out. `timings` are seconds. `attachments` are the texts that go with the report;
    report.json does not hold them. `since_last_time` is there where the folder was graded before, as a
    learner does it, and something has changed.
    """

    challenge: str
    submission: str
    outcome: Literal["passed", "failed", "error"]
    score: int
    max_score: int
    criteria: tuple[Verdict, ...]
    causes: tuple[ToldCause, ...] = ()
    image: ImageSummary | None = None
    image_limit_bytes: int | None = None
    engine: EngineSummary | None = None
    timings: dict[str, float]
    grader_version: str
    challenge_digest: str
    notes: tuple[str, ...] = ()
    since_last_time: SinceLastTime | None = None
    attachments: Attachments = NO_TEXTS

    @property
    def exit_code(self) -> int:
        """What a command that made this report ends with."""
        return {"passed": 0, "failed": 1, "error": 3}[self.outcome]

    def as_json(self) -> dict[str, Any]:
        """The report as plain data, as it is written to report.json."""
        fields = to_data(self)
        del fields["attachments"]
        causes = {name: told.cause.id for told in self.causes for name in told.criteria}
        criteria = [{**each, "cause": causes.get(each["id"])} for each in fields["criteria"]]
        told = [each.as_json() for each in self.causes]
        return {"schema": SCHEMA, **fields, "causes": told, "criteria": criteria}


def make_report(
    challenge: Challenge,
    submission: str,
    verdicts: Sequence[Verdict],
    bench: BenchSummary,
    attachments: Attachments = NO_TEXTS,
) -> Report:
    """The report on `submission`; criteria without a verdict count as not asked for."""
    given = {verdict.id: verdict for verdict in verdicts}
    folder = submission if bench.as_handed_in else None
    judged = (given.get(criterion.id) or skip(criterion, "not selected") for criterion in challenge.criteria)
    criteria = tuple(_with_help(verdict, challenge) for verdict in judged)
    return Report(
        challenge=challenge.id,
        submission=submission,
        outcome=_outcome(criteria),
        score=sum(verdict.points for verdict in criteria),
        max_score=challenge.max_score,
        criteria=criteria,
        causes=told_causes(criteria, folder, bench.engine.name if bench.engine else "docker"),
        image=bench.image,
        image_limit_bytes=_image_limit(challenge),
        engine=bench.engine,
        timings={name: round(seconds, 3) for name, seconds in bench.timings.items()},
        grader_version=__version__,
        challenge_digest=challenge.digest,
        notes=bench.notes,
        attachments=handed_out(challenge, attachments),
    )


def _with_help(verdict: Verdict, challenge: Challenge) -> Verdict:
    """With the longer hint where there is a hint."""
    return replace(verdict, help=challenge.help.get(verdict.id)) if verdict.hint else verdict


def handed_out(challenge: Challenge, texts: Attachments) -> Attachments:
    """Without the log of a container that was asked what stays hidden: it may have written that down."""
    hidden = (criterion for criterion in challenge.criteria if criterion.keeps_back)
    asked = (question for criterion in hidden for question in criterion.questions())
    if texts.container_log and any(isinstance(question, ContainerQuestion) for question in asked):
        return replace(texts, container_log=NO_LOG)
    return texts


def _image_limit(challenge: Challenge) -> int | None:
    limits = (criterion.image_limit for criterion in challenge.criteria if not criterion.hidden)
    return min((limit for limit in limits if limit is not None), default=None)


def _outcome(criteria: Sequence[Verdict]) -> Literal["passed", "failed", "error"]:
    outcomes = {verdict.outcome for verdict in criteria}
    if "broken" in outcomes or outcomes == {"skipped"}:
        return "error"
    return "failed" if outcomes & {"unmet", "blocked"} else "passed"
