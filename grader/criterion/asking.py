"""Bases for kinds that ask little: take the weakest that works."""

from abc import abstractmethod
from typing import Any, ClassVar, Generic, Self, TypeVar

from typing_extensions import override

from grader.criterion.base import Criterion
from grader.criterion.finding import Finding, Unmet
from grader.criterion.running import hindered_by, not_running
from grader.dockerfile import Dockerfile
from grader.evidence import BuildOptions, BuiltImage, DockerfileText, Facts, ImageFact, NotRunning, Question

Fact = TypeVar("Fact")


class DockerfileKind(Criterion):
    """A kind that judges the Dockerfile's text."""

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (DockerfileText(),)

    @override
    def judge(self, facts: Facts) -> Finding:
        return self.judge_text(facts[DockerfileText()])

    @abstractmethod
    def judge_text(self, dockerfile: Dockerfile) -> Finding:
        """The finding, from the text alone."""


class OneQuestionKind(Criterion, Generic[Fact]):
    """A kind that asks one question."""

    def __class_getitem__(cls, _fact: object) -> type[Self]:
        """The class itself: the fact's type is for mypy, and pydantic would make a model for each (1 ms)."""
        return cls

    @property
    @abstractmethod
    def question(self) -> Question[Fact]:
        """What must be known."""

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (self.question,)

    @override
    def judge(self, facts: Facts) -> Finding:
        return self.judge_fact(facts[self.question])

    @abstractmethod
    def judge_fact(self, fact: Fact, /) -> Finding:
        """The finding, from the answer to the question."""


class ImageKind(Criterion):
    """A kind that judges the Dockerfile's text, and where that decides nothing, the built image."""

    @property
    def options(self) -> BuildOptions:
        """How the image is built."""
        return BuildOptions()

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (DockerfileText(), BuiltImage(self.options))

    @override
    def screen(self, facts: Facts) -> Unmet | None:
        return self.screen_text(facts[DockerfileText()])

    @override
    def judge(self, facts: Facts) -> Finding:
        return self.judge_image(facts[BuiltImage(self.options)], facts[DockerfileText()])

    @abstractmethod
    def screen_text(self, dockerfile: Dockerfile) -> Unmet | None:
        """What the text alone already decides; None where it does not."""

    @abstractmethod
    def judge_image(self, image: ImageFact, dockerfile: Dockerfile) -> Finding:
        """The finding, where the text decides nothing."""


class ContainerKind(Criterion, Generic[Fact]):
    """A kind that asks one question of the running container, and before it those of `context`.

    `runs` tells that running is part of what it judges; else a container that does not run only keeps it
    from being known.
    """

    context: ClassVar[tuple[Question[Any], ...]] = ()
    judges_ended: ClassVar[bool] = False
    """Whether a container that does not run misses the criterion; if not, its end only hides the answer."""

    def __class_getitem__(cls, _fact: object) -> type[Self]:
        """The class itself, as in OneQuestionKind."""
        return cls

    @property
    @abstractmethod
    def question(self) -> Question[Fact | NotRunning]:
        """What must be known of the container."""

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (*self.context, self.question)

    @override
    def judge(self, facts: Facts) -> Finding:
        fact = facts[self.question]
        if not isinstance(fact, NotRunning):
            return self.judge_running(fact, facts)
        return not_running(fact) if self.judges_ended else hindered_by(fact)

    @abstractmethod
    def judge_running(self, fact: Fact, facts: Facts, /) -> Finding:
        """The finding on a container that runs, or that ran when it was asked."""
