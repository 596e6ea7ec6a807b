"""What the bench gives back: a fact, or the reason why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, TypeVar, cast

from grader.evidence.question import Question

Fact = TypeVar("Fact")

Phase = Literal["dockerfile", "build context", "build", "time", "disk"]


@dataclass(frozen=True, slots=True)
class Blocked:
    """An earlier phase failed by the learner's doing; `reason` says how."""

    phase: Phase
    reason: str
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """The grader or the machine failed: nothing is known about the submission."""

    reason: str


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
