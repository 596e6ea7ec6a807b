"""`image_size`: the image is smaller than a limit."""

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from grader.criterion import Finding, Met, OneQuestionKind, Unmet, met, unmet
from grader.criterion.parts import Parts, check_parts, on_the_way, points_reached, told_parts
from grader.criterion.samples import image_size
from grader.criterion.sizes import largest_layers
from grader.criterion.targets import Target
from grader.evidence import BuildOptions, ImageSize, SizeFact
from grader.fields import Size
from grader.units import show_size

NOTEWORTHY_DIFFERENCE = 0.05
"""`docker image ls` is explained where it differs by more than this share of the size."""


class ImageSizeKind(OneQuestionKind[SizeFact]):
    """The image's unpacked size lies under the limit.

    Every push and pull moves the image; what is not needed at run time is paid for each time. The
    size is the sum of the bytes of all files in all layers, which is the same on every image store.
    A file that a later layer removes still counts. With `parts`, an image on the way has part of the points;
    it stays unmet until it lies under the last limit.
    """

    check: Literal["image_size"]
    under: Size = Field(description="Limit such as `200MB` (1 MB = 1,000,000 bytes).")
    parts: Parts = Field(
        (), description="Wider limits with part of the points, up to `under` with all of them."
    )
    target: Target = None

    examples = (
        met("smaller", image_size(30_000_000), under="200MB"),
        unmet("larger", image_size(90_000_000), under="200MB"),
        unmet("exactly the limit is not under it", image_size(60_000_000), under="200MB"),
        met(
            "what the image store lists does not count",
            image_size(30_000_000, listed=375_000_000),
            under="200MB",
        ),
        unmet("part of the way", image_size(90_000_000), under="200MB", parts={"300MB": 1, "200MB": 10}),
        met("another stage than the final one", image_size(30_000_000), under="200MB", target="production"),
    )

    @field_validator("parts")
    @classmethod
    def _lead_to_the_limit(cls, parts: Parts, others: ValidationInfo) -> Parts:
        if {"under", "points"} <= others.data.keys():
            check_parts(parts, others.data["under"], others.data["points"])
        return parts

    @property
    @override
    def expected(self) -> str:
        of = f" (the image of stage {self.target})" if self.target else ""
        return f"under {show_size(self.under)}{of}{on_the_way(self.parts) if self.parts else ''}"

    @property
    @override
    def image_limit(self) -> int | None:
        return None if self.target else self.under

    @property
    @override
    def question(self) -> ImageSize:
        return ImageSize(BuildOptions(self.target))

    @override
    def judge_fact(self, fact: SizeFact) -> Finding:
        found = f"{show_size(fact.size_bytes)}{_listed_otherwise(fact)}"
        if fact.size_bytes < self.under:
            return Met(found)
        told = f"\n{told_parts(self.parts, fact.size_bytes)}" if self.parts else ""
        found = f"{found}{told}\n{largest_layers(fact)}"
        return Unmet(found, points=points_reached(self.parts, fact.size_bytes))


def _listed_otherwise(size: SizeFact) -> str:
    listed = size.listed_bytes
    if listed is None or abs(listed - size.size_bytes) <= NOTEWORTHY_DIFFERENCE * size.size_bytes:
        return ""
    return (
        f" unpacked (docker image ls shows {show_size(listed)}: "
        f"the {size.store} image store counts other bytes than those of the files)"
    )
