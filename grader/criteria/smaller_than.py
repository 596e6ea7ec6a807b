"""`smaller_than`: the image is smaller than the starter's, or than the image of another stage."""

from typing import Any, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from grader.criterion import Finding, Met, Unmet, met, renamed, unmet
from grader.criterion.measured import SizeKind
from grader.criterion.samples import VARIANTS, image_size, written
from grader.criterion.sizes import at_least_smaller, is_smaller, largest_layers, largest_part, times_smaller
from grader.criterion.targets import StageName, missing_stage
from grader.evidence import BuildOptions, DockerfileText, Facts, ImageSize, Question, SizeFact, StarterSize
from grader.units import show_size

STARTER = "starter"
_STARTERS = "the starter's image"

_LARGE, _MEDIUM, _SMALL = image_size(422_100_000), image_size(160_000_000), image_size(6_800_000)
_HUNDRED = image_size(100, below=0)
_STAGED: dict[str, Any] = {"target": "prod", "than": "dev"}
_HALF: dict[str, Any] = {"than": "starter", "factor": 2}


class SmallerThanKind(SizeKind):
    """The image is smaller than the untouched starter's image, or than the image of another stage.

    The other image is measured on the same engine with the same base images, so the comparison holds
    wherever it is made. Against the starter, it tells what the learner changed. Between two stages it tells
    whether the tools for development are shipped, too: then both have the same size. Judged on content.
    """

    old_kinds = renamed(
        smaller_than_starter="smaller_than, with than: starter",
        smaller_than_target="smaller_than, with the same options",
    )

    check: Literal["smaller_than"]
    than: StageName = Field(description="What must be larger: `starter`, or the name of another stage.")
    factor: float = Field(
        1.0, ge=1, le=1000, allow_inf_nan=False, strict=True, description="How many times smaller at least."
    )

    examples = (
        met("3.8 times smaller than the starter's", _SMALL, _LARGE, **_HALF),
        unmet("unpacked at the start", _SMALL, _LARGE, written("250MB"), **_HALF, counts_start=True),
        met("exactly the factor", _HUNDRED, image_size(150, below=0), than="starter", factor=1.5),
        unmet("not small enough", _MEDIUM, _LARGE, **_HALF),
        unmet("the starter itself is not smaller", _LARGE, _LARGE, than="starter"),
        met("smaller than another stage", _SMALL, _MEDIUM, dockerfile=VARIANTS, **_STAGED),
        unmet("two stages of the same size", _SMALL, _SMALL, dockerfile=VARIANTS, **_STAGED),
        unmet("not that much smaller", _SMALL, _MEDIUM, dockerfile=VARIANTS, **_STAGED, factor=3),
        unmet("a stage that is not there", dockerfile="FROM a AS prod\n", **_STAGED),
    )

    @model_validator(mode="after")
    def _two_images(self) -> Self:
        if self.target == self.than:
            raise ValueError(f"than must name another stage than target, both are {self.than!r}")
        return self

    @property
    @override
    def expected(self) -> str:
        image = f"the image of stage {self.target} is " if self.target else ""
        stage = f"{'that of' if self.target else 'the image of stage'} {self.than}"
        other = _STARTERS if self.than == STARTER else stage
        return f"{image}{at_least_smaller(self.factor)} than {other}"

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (DockerfileText(), *self._sizes, *self.at_start)

    @property
    def _sizes(self) -> tuple[Question[SizeFact], Question[SizeFact]]:
        other = StarterSize() if self.than == STARTER else ImageSize(BuildOptions(self.than))
        return ImageSize(self.options), other

    @override
    def screen(self, facts: Facts) -> Unmet | None:
        other = None if self.than == STARTER else self.than
        return missing_stage(facts[DockerfileText()], self.target, other)

    @override
    def judge(self, facts: Facts) -> Finding:
        image, other = (facts[question] for question in self._sizes)
        larger, (size, shown) = other.size_bytes, self.counted(image, facts)
        name = f"{self.target} " if self.target else ""
        than = _STARTERS if self.than == STARTER else self.than
        found = f"{name}{shown}, {than} {show_size(larger)}: {times_smaller(size, larger)}"
        if is_smaller(size, larger, self.factor):
            return Met(found)
        large = f"{self.target}:\n{largest_layers(image)}" if self.target else largest_part(image)
        return Unmet(f"{found}\n{large}")
