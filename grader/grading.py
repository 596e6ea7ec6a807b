"""Criteria x bench -> verdicts."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, Protocol

from grader.criterion import Criterion, Finding, Hindered, Met, Unmeasured, Unmet
from grader.evidence import ROOMS, Answer, Blocked, Broken, Cause, Facts, Question, Skipped, cause_of
from grader.text import plain
from grader.values import Value, replace

Outcome = Literal["met", "unmet", "blocked", "broken", "skipped"]
MAX_TEXT = 2000


class AnswerSource(Protocol):
    """What gives answers; a bench, or facts that were kept."""

    def ask(self, question: Question[Any]) -> Answer[Any]:
        """The fact, or why there is none."""


class Verdict(Value, kw_only=True):
    """What is true of one criterion, with what a learner needs to know about it.

    `advice` is the kind's, for just what was found; `hint` and the longer `help` are the author's, where the
    learner has something to do. `expected` is empty where the challenge hides it. An unmet one has no points,
    but those of a part that is reached on the way.
    """

    id: str
    title: str
    check: str
    outcome: Outcome
    points: int
    max_points: int
    expected: str
    found: str | None = None
    advice: str | None = None
    hint: str | None = None
    help: str | None = None
    file: str | None = None
    line: int | None = None
    because: str | None = None
    cause: Cause | None = None


class Grading:
    """The verdicts on one submission, each found at most once; `criteria` are all of the challenge."""

    def __init__(self, criteria: Sequence[Criterion], bench: AnswerSource) -> None:
        self._criteria = {criterion.id: criterion for criterion in criteria}
        self._bench = bench
        self._verdicts: dict[str, Verdict] = {}

    def verdict(self, criterion_id: str) -> Verdict:
        """The verdict on one criterion; those that it requires are judged first."""
        if criterion_id not in self._verdicts:
            self._verdicts[criterion_id] = self._judge(self._criteria[criterion_id])
        return self._verdicts[criterion_id]

    def verdicts(self) -> Iterator[Verdict]:
        """All verdicts, in the order in which they become known."""
        return (self.verdict(criterion.id) for criterion in cheapest_first(self._criteria.values()))

    def _judge(self, criterion: Criterion) -> Verdict:
        earlier = (self.verdict(required) for required in criterion.requires)
        missed = next((verdict for verdict in earlier if verdict.outcome != "met"), None)
        return _waiting(criterion, missed) if missed else judge(criterion, self._bench)


def cheapest_first(criteria: Iterable[Criterion]) -> list[Criterion]:
    """The criteria, those first that need neither a build nor a container."""
    return sorted(criteria, key=_cost)


def _cost(criterion: Criterion) -> tuple[int, bool]:
    return max((ROOMS.index(question.room), question.asks_a_program) for question in criterion.questions())


def judge(criterion: Criterion, bench: AnswerSource) -> Verdict:
    """The verdict on one criterion by itself; where the submission's files decide, no engine is asked."""
    facts: dict[Question[Any], Any] = {}
    of_files = [question for question in criterion.questions() if question.room == "source"]
    others = [question for question in criterion.questions() if question.room != "source"]
    if (missing := _ask(of_files, bench, facts)) is not None:
        return _without_facts(criterion, missing)
    if (unmet := criterion.screen(Facts(facts))) is not None:
        return _found(criterion, unmet)
    if (missing := _ask(others, bench, facts)) is not None:
        told = criterion.judge_unbuilt(Facts(facts)) if _is_unbuilt(missing) else None
        return _found(criterion, told) if told else _without_facts(criterion, missing)
    return _found(criterion, criterion.judge(Facts(facts)))


def _is_unbuilt(missing: Blocked | Broken | Skipped) -> bool:
    return isinstance(missing, Blocked) and missing.phase == "build"


def _ask(
    questions: Sequence[Question[Any]], bench: AnswerSource, facts: dict[Question[Any], Any]
) -> Blocked | Broken | Skipped | None:
    """Add the facts; the answer of the first question that has none ends it, and is returned."""
    for question in questions:
        answer = bench.ask(question)
        if isinstance(answer, Blocked | Broken | Skipped):
            return answer
        facts[question] = answer
    return None


def skip(criterion: Criterion, reason: str) -> Verdict:
    """The verdict on a criterion that was not asked for."""
    return _without_facts(criterion, Skipped(reason))


def _waiting(criterion: Criterion, earlier: Verdict) -> Verdict:
    """What the machine or the call kept from being known cannot be a learner's failure here, either."""
    outcome: Outcome = earlier.outcome if earlier.outcome in {"broken", "skipped"} else "blocked"
    because = f"{earlier.id} must be met first, it is {earlier.outcome}"
    return _verdict(criterion, outcome, because=because, cause=earlier.cause)


def _found(criterion: Criterion, finding: Finding) -> Verdict:
    match finding:
        case Met(found):
            return _verdict(criterion, "met", found=plain(found, MAX_TEXT))
        case Unmet(found, hint, file, line, cause):
            told = {"found": plain(found, MAX_TEXT), "advice": hint, "file": file, "line": line}
            return replace(_verdict(criterion, "unmet", cause=cause, **told), points=finding.points)
        case Hindered(reason, hint, cause):
            because = plain(reason, MAX_TEXT)
            return _verdict(criterion, "blocked", because=because, advice=hint, cause=cause)
        case Unmeasured(reason):
            return _verdict(criterion, "broken", because=plain(reason, MAX_TEXT))


def _without_facts(criterion: Criterion, answer: Blocked | Broken | Skipped) -> Verdict:
    match answer:
        case Blocked(file=file, line=line):
            cause = cause_of(answer)
            because = f"{cause.moment}: {cause.title}"
            return _verdict(criterion, "blocked", because=because, file=file, line=line, cause=cause)
        case Broken(reason):
            because = plain(reason, MAX_TEXT)
            return _verdict(criterion, "broken", because=because, cause=cause_of(answer))
        case Skipped(reason):
            return _verdict(criterion, "skipped", because=plain(reason, MAX_TEXT))


def _verdict(criterion: Criterion, outcome: Outcome, **said: Any) -> Verdict:
    """The verdict. A hidden criterion tells its outcome, why it was not judged, and the author's hint."""
    verdict = Verdict(
        id=criterion.id,
        title=criterion.title,
        check=criterion.check,
        outcome=outcome,
        points=criterion.points if outcome == "met" else 0,
        max_points=criterion.points,
        expected=plain(criterion.expected, MAX_TEXT),
        hint=criterion.hint if outcome in {"unmet", "blocked"} else None,
        **said,
    )
    if not criterion.hidden:
        return verdict
    cause = None if outcome == "unmet" else verdict.cause
    return replace(verdict, expected="", found=None, advice=None, file=None, line=None, cause=cause)
