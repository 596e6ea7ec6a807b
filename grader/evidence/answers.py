"""What the bench gives back: a fact, or the reason why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, TypeVar, cast

from grader.evidence.cause import Cause
from grader.evidence.question import Question

Fact = TypeVar("Fact")

Phase = Literal["dockerfile", "build context", "build", "time", "disk"]

_TITLES: dict[Phase, str] = {
    "dockerfile": "the Dockerfile cannot be read",
    "build context": "the folder cannot be used as it is",
    "build": "the image does not build",
    "time": "the time for all of it was over",
    "disk": "too much was written",
}


@dataclass(frozen=True, slots=True)
class Blocked:
    """An earlier phase failed by the learner's doing.

    `reason` says how, `cause` what it means, where more is known.
    """

    phase: Phase
    reason: str
    file: str | None = None
    line: int | None = None
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """The grader or the machine failed: nothing is known about the submission.

    `cause` is what that means, where more is known than `reason` says.
    """

    reason: str
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Not asked for, with the reason."""

    reason: str


Answer: TypeAlias = Fact | Blocked | Broken | Skipped


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts a criterion asked for, found again by their question."""

    answers: Mapping[Any, Any] = field(default_factory=dict)

    def __getitem__(self, question: Question[Fact]) -> Fact:
        """The fact that answers `question`; KeyError where it was not asked."""
        return cast(Fact, self.answers[question])


@dataclass(frozen=True, slots=True)
class KeptAnswers:
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
    return Cause(
        id=answer.phase.replace(" ", "-"),
        moment=answer.phase,
        title=_TITLES[answer.phase],
        found=answer.reason,
        file=answer.file,
        line=answer.line,
        explained=False,
    )
