"""What the bench gives back: a fact, or the reason why there is none."""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias, TypeVar, cast

from grader.evidence.cause import Cause
from grader.evidence.question import Question
from grader.text import one_line
from grader.values import Value, field

Fact = TypeVar("Fact")

Phase = Literal["dockerfile", "build context", "build", "time", "disk"]

_LIMITS: dict[Phase, str] = {
    "time": "the time for all of it was over",
    "disk": "too much was written",
}
MAX_TITLE = 200


class Blocked(Value):
    """An earlier phase failed by the learner's doing.

    `reason` says how, `cause` what it means, where more is known.
    """

    phase: Phase
    reason: str
    file: str | None = None
    line: int | None = None
    cause: Cause | None = None


class Broken(Value):
    """The grader or the machine failed: nothing is known about the submission.

    `cause` is what that means, where more is known than `reason` says.
    """

    reason: str
    cause: Cause | None = None


class Skipped(Value):
    """Not asked for, with the reason."""

    reason: str


Answer: TypeAlias = Fact | Blocked | Broken | Skipped


class Facts(Value):
    """The facts a criterion asked for, found again by their question."""

    answers: Mapping[Any, Any] = field(default_factory=dict)

    def __getitem__(self, question: Question[Fact]) -> Fact:
        """The fact that answers `question`; KeyError where it was not asked."""
        return cast(Fact, self.answers[question])


class KeptAnswers(Value):
    """Answers that were given before, in place of a bench: nothing is built or run."""

    answers: Mapping[Question[Any], Answer[Any]]

    def ask(self, question: Question[Any]) -> Answer[Any]:
        """The answer that was kept; Broken where the question was never asked."""
        return self.answers.get(question, Broken(f"{type(question).__name__} was not asked at that time"))


def cause_of(answer: Blocked | Broken) -> Cause:
    """What happened, where nothing more is known than that."""
    if answer.cause is not None:
        return answer.cause
    if isinstance(answer, Broken):
        title = "the machine that grades could not tell"
        found = answer.reason
        return Cause(
            id="machine", moment="machine", title=title, fault="machine", found=found, explained=False
        )
    title, found = _told(answer)
    return Cause(
        id=answer.phase.replace(" ", "-"),
        moment=answer.phase,
        title=title,
        found=found,
        file=answer.file,
        line=answer.line,
        explained=False,
    )


def _told(answer: Blocked) -> tuple[str, str]:
    """The title, and what it leaves out; the place, which stands in front of the reason, is told apart."""
    if answer.phase in _LIMITS:
        return _LIMITS[answer.phase], answer.reason
    reason = answer.reason.removeprefix(f"{answer.file}:{answer.line or 0}: ")
    title = one_line(reason.partition("\n")[0], MAX_TITLE)
    return title, "" if title == reason else reason
