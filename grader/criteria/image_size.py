"""`image_size`: the image is smaller than a limit."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.criterion.sizes import largest_layers
from grader.criterion.targets import Target, options_for
from grader.evidence import Facts, ImageSize, LayerSize, Question, SizeFact
from grader.fields import Size
from grader.units import show_size

NOTEWORTHY_DIFFERENCE = 0.05
"""`docker image ls` is explained where it differs by more than this share of the size."""


def _size(own: int, listed: int | None = None) -> SizeFact:
    layers = (
        LayerSize("base", 140_000_000, own=False),
        LayerSize("RUN pip install -r requirements.txt", own, own=True),
    )
    return SizeFact(140_000_000 + own, "unpacked", listed, "overlay2", layers)


class ImageSizeUnder(Criterion):
    """The image's unpacked size lies under the limit.

    Every push and pull moves the image; what is not needed at run time is paid for each time. The
    size is the sum of the bytes of all files in all layers, which is the same on every image store.
    A file that a later layer removes still counts.
    """

    check: Literal["image_size"]
    under: Annotated[Size, Field(description="Limit such as `200MB` (1 MB = 1,000,000 bytes).")]
    target: Target = None

    examples: ClassVar[tuple[Example, ...]] = (
        Example("smaller", Met, {ImageSize(): _size(30_000_000)}, {"under": "200MB"}),
        Example("larger", Unmet, {ImageSize(): _size(90_000_000)}, {"under": "200MB"}),
        Example(
            "exactly the limit is not under it", Unmet, {ImageSize(): _size(60_000_000)}, {"under": "200MB"}
        ),
        Example(
            "what the image store lists does not count",
            Met,
            {ImageSize(): _size(30_000_000, listed=375_000_000)},
            {"under": "200MB"},
        ),
        Example(
            "another stage than the final one",
            Met,
            {ImageSize(options_for("production")): _size(30_000_000)},
            {"under": "200MB", "target": "production"},
        ),
    )

    @property
    def expected(self) -> str:
        """The limit."""
        of = f" (the image of stage {self.target})" if self.target else ""
        return f"under {show_size(self.under)}{of}"

    @property
    def image_limit(self) -> int | None:
        """The limit, where it is not another stage's."""
        return None if self.target else self.under

    def questions(self) -> tuple[Question[Any], ...]:
        """The size."""
        return (ImageSize(options_for(self.target)),)

    def judge(self, facts: Facts) -> Finding:
        """Compare the size with the limit, in bytes."""
        size = facts[ImageSize(options_for(self.target))]
        found = f"{show_size(size.size_bytes)}{_listed_otherwise(size)}"
        if size.size_bytes < self.under:
            return Met(found)
        return Unmet(f"{found}\n{largest_layers(size)}")


def _listed_otherwise(size: SizeFact) -> str:
    listed = size.listed_bytes
    if listed is None or abs(listed - size.size_bytes) <= NOTEWORTHY_DIFFERENCE * size.size_bytes:
        return ""
    return (
        f" unpacked (docker image ls shows {show_size(listed)}: "
        f"the {size.store} image store counts other bytes than those of the files)"
    )
