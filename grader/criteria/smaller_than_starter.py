"""`smaller_than_starter`: the image is smaller than what the untouched starter builds."""

from typing import Any, ClassVar, Literal

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.criterion.sizes import Factor, at_least_smaller, is_smaller, largest_layers, times_smaller
from grader.evidence import Facts, ImageSize, LayerSize, Question, SizeFact, StarterSize
from grader.units import show_size


def _facts(size: int, starter: int) -> dict[Question[Any], Any]:
    layers = (LayerSize("RUN pip install -r requirements.txt", size, own=True),)
    return {
        ImageSize(): SizeFact(size, "unpacked", None, "overlay2", layers),
        StarterSize(): SizeFact(starter, "unpacked", None, "overlay2", ()),
    }


class SmallerThanStarterKind(Criterion):
    """The image is so many times smaller than the image that the untouched starter builds.

    The starter's image is measured on the same engine with the same base images, so the comparison
    holds wherever it is made: what counts is what the learner changed.
    """

    check: Literal["smaller_than_starter"]
    factor: Factor = 1.0

    examples: ClassVar[tuple[Example, ...]] = (
        Example("3.8 times smaller", Met, _facts(146_800_000, 562_100_000), {"factor": 2}),
        Example("exactly the factor", Met, _facts(100_000_000, 150_000_000), {"factor": 1.5}),
        Example("not small enough", Unmet, _facts(300_000_000, 562_100_000), {"factor": 2}),
        Example("the starter itself is not smaller", Unmet, _facts(562_100_000, 562_100_000)),
    )

    @property
    def expected(self) -> str:
        """How much smaller."""
        return f"{at_least_smaller(self.factor)} than the starter's image"

    def questions(self) -> tuple[Question[Any], ...]:
        """Both sizes."""
        return (ImageSize(), StarterSize())

    def judge(self, facts: Facts) -> Finding:
        """Compare the sizes, in bytes."""
        image, starter = facts[ImageSize()], facts[StarterSize()].size_bytes
        size = image.size_bytes
        found = f"{show_size(size)}, the starter's image {show_size(starter)}: {times_smaller(size, starter)}"
        if is_smaller(size, starter, self.factor):
            return Met(found)
        return Unmet(f"{found}\n{largest_layers(image)}")
