"""What every kind of criterion is made of: options, questions, a verdict on facts."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, get_args

from pydantic import Field

from grader.criterion.example import Example
from grader.criterion.finding import Finding, Unmet
from grader.criterion.options import Options
from grader.evidence import Facts, Question
from grader.fields import Text


class Criterion(Options, ABC):
    """One acceptance criterion of a challenge.

    `old_kinds` are names that the kind had before, each with what to write now.
    """

    examples: ClassVar[tuple[Example, ...]] = ()
    old_kinds: ClassVar[Mapping[str, str]] = {}

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
        bool,
        Field(strict=True, description="Learners see whether it is met and the hint, not what was found."),
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
    def keeps_back(self) -> bool:
        """Whether it asks something that learners must not get to know."""
        return self.hidden

    @property
    def base_images(self) -> tuple[str, ...]:
        """The references of base images that it wants, which may hold `*` and `?`."""
        return ()

    @abstractmethod
    def questions(self) -> tuple[Question[Any], ...]:
        """What must be known, in the order in which it is asked."""

    def screen(self, facts: Facts) -> Unmet | None:  # noqa: ARG002 - for kinds that override it
        """What the facts of the submission's files alone already decide; None where they do not.

        It is asked once, before the first question that needs an engine.
        """
        return None

    @abstractmethod
    def judge(self, facts: Facts) -> Finding:
        """The finding where `screen` decides nothing, from the facts alone: no engine, network or clock."""

    def judge_unbuilt(self, facts: Facts) -> Finding | None:  # noqa: ARG002 - for kinds that override it
        """What the submission's files alone tell where the image does not build; None where nothing."""
        return None

    def finding(self, facts: Facts) -> Finding:
        """Screen, then judge: the finding where all facts are known."""
        return self.screen(facts) or self.judge(facts)
