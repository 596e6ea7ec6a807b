"""What every kind of criterion is made of: options, questions, a verdict on facts."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, get_args

from pydantic import Field

from grader.evidence import Facts, Question
from grader.fields import Strict, Text


@dataclass(frozen=True, slots=True)
class Met:
    """The criterion holds; `found` is the evidence."""

    found: str


@dataclass(frozen=True, slots=True)
class Unmet:
    """The criterion does not hold; `hint`, where given, is nearer to the cause than the spec's."""

    found: str
    hint: str | None = None
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """The facts do not tell: the grader's or the machine's fault, never a pass or a fail."""

    reason: str


Finding = Met | Unmet | Unmeasured


@dataclass(frozen=True, slots=True)
class Example:
    """Options with facts that meet them, or that do not: documentation and test at once."""

    says: str
    outcome: type[Met] | type[Unmet] | type[Unmeasured]
    facts: Mapping[Question[Any], Any]
    options: Mapping[str, Any] = field(default_factory=dict)


class Criterion(Strict, ABC):
    """One acceptance criterion of a challenge."""

    examples: ClassVar[tuple[Example, ...]] = ()

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="Name within the challenge.")]
    title: Annotated[Text, Field(description="What must be true, in the learner's words.")]
    check: str
    points: Annotated[int, Field(gt=0, strict=True, description="Points when met.")]
    hint: Annotated[Text, Field(description="What to try when it is not met.")]
    requires: Annotated[
        tuple[str, ...],
        Field(min_length=1, description="Ids of criteria that must be met first; else this one is blocked."),
    ] = ()
    hidden: Annotated[
        bool, Field(strict=True, description="Learners only see whether it is met, not what was found.")
    ] = False

    @classmethod
    def has_kind(cls) -> bool:
        """Whether the class is a kind of its own: its `check` is one fixed word."""
        return bool(get_args(cls.model_fields["check"].annotation))

    @classmethod
    def kind(cls) -> str:
        """The word that selects this kind in a spec."""
        return str(get_args(cls.model_fields["check"].annotation)[0])

    @property
    @abstractmethod
    def expected(self) -> str:
        """What must be true, with the option's values."""

    @property
    def image_limit(self) -> int | None:
        """The bytes that the final image must stay under; None where it is not about that."""
        return None

    @property
    def base_images(self) -> tuple[str, ...]:
        """The references of base images that it wants, which may hold `*` and `?`."""
        return ()

    @abstractmethod
    def questions(self) -> tuple[Question[Any], ...]:
        """What must be known, in the order in which it is asked."""

    def screen(self, facts: Facts) -> Unmet | None:  # noqa: ARG002 - for kinds that override it
        """What the facts of the submission's files alone already decide; None where they do not."""
        return None

    @abstractmethod
    def judge(self, facts: Facts) -> Finding:
        """The finding, from the facts alone: no engine, network, clock or disk."""
