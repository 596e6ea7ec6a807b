"""`smaller_than_target`: the image of one stage is smaller than the image of another."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.criterion.sizes import Factor, at_least_smaller, is_smaller, largest_layers, times_smaller
from grader.criterion.targets import StageName, missing_stage, options_for
from grader.dockerfile import read_dockerfile
from grader.evidence import DockerfileText, Facts, ImageSize, LayerSize, Question, SizeFact
from grader.units import show_size

_OPTIONS = {"target": "production", "than": "development"}


def _facts(production: int, development: int, text: str | None = None) -> dict[Question[Any], Any]:
    text = text or "FROM a AS base\nFROM base AS development\nFROM base AS production\n"
    layers = (LayerSize("RUN pip install pytest", development, own=True),)
    return {
        DockerfileText(): read_dockerfile(text.encode()),
        ImageSize(options_for("production")): SizeFact(production, "unpacked", None, "overlay2", layers),
        ImageSize(options_for("development")): SizeFact(development, "unpacked", None, "overlay2", layers),
    }


class SmallerThanTargetKind(Criterion):
    """The image of one stage is smaller than the image of another.

    One Dockerfile can build an image for development, with compilers and test tools, and one for
    production without them. If both have the same size, the tools are shipped, too.
    """

    check: Literal["smaller_than_target"]
    target: Annotated[StageName, Field(description="Name of the stage whose image must be smaller.")]
    than: Annotated[StageName, Field(description="Name of the stage whose image must be larger.")]
    factor: Factor = 1.0

    examples: ClassVar[tuple[Example, ...]] = (
        Example("smaller", Met, _facts(150_000_000, 180_000_000), _OPTIONS),
        Example("the same size", Unmet, _facts(150_000_000, 150_000_000), _OPTIONS),
        Example("not small enough", Unmet, _facts(150_000_000, 180_000_000), {**_OPTIONS, "factor": 2}),
        Example("a stage that is not there", Unmet, _facts(1, 2, "FROM a AS base\nFROM base\n"), _OPTIONS),
    )

    @model_validator(mode="after")
    def _two_targets(self) -> "SmallerThanTargetKind":
        if self.target == self.than:
            raise ValueError(f"than must name another stage than target, both are {self.than!r}")
        return self

    @property
    def expected(self) -> str:
        """Which must be smaller than which."""
        return f"the image of stage {self.target} is {at_least_smaller(self.factor)} than that of {self.than}"

    def questions(self) -> tuple[Question[Any], ...]:
        """The stages, then both sizes."""
        return (DockerfileText(), *(ImageSize(options_for(name)) for name in (self.target, self.than)))

    def screen(self, facts: Facts) -> Unmet | None:
        """A stage that is not there needs no build."""
        return missing_stage(facts[DockerfileText()], self.target, self.than)

    def judge(self, facts: Facts) -> Finding:
        """Compare the sizes, in bytes."""
        if (missing := self.screen(facts)) is not None:
            return missing
        image = facts[ImageSize(options_for(self.target))]
        size, other = image.size_bytes, facts[ImageSize(options_for(self.than))].size_bytes
        found = (
            f"{self.target} {show_size(size)}, {self.than} {show_size(other)}: {times_smaller(size, other)}"
        )
        if is_smaller(size, other, self.factor):
            return Met(found)
        return Unmet(f"{found}\n{self.target}:\n{largest_layers(image)}")
