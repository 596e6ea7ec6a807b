"""`image_size`: the image is smaller than a limit."""

from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from grader.criterion import Finding, Met, Unmet, met, unmet
from grader.criterion.measured import SizeKind
from grader.criterion.parts import Parts, check_parts, on_the_way, points_reached, told_parts
from grader.criterion.samples import image_size, written
from grader.criterion.sizes import largest_layers, largest_part, listed_otherwise
from grader.evidence import Facts, ImageSize, Question
from grader.fields import Size
from grader.units import show_size

_WITH_START: dict[str, Any] = {"under": "200MB", "counts_start": True}


class ImageSizeKind(SizeKind):
    """The image's unpacked size lies under the limit.

    Every push and pull moves the image; what is not needed at run time is paid for each time. The
    size is the sum of the bytes of all files in all layers, which is the same on every image store.
    A file that a later layer removes still counts. With `parts`, an image on the way has part of the points;
    it stays unmet until it lies under the last limit. Judged on content.
    """

    check: Literal["image_size"]
    under: Size = Field(description="Limit such as `200MB` (1 MB = 1,000,000 bytes).")
    parts: Parts = Field((), description="Wider limits with part of the points, up to `under` with all.")

    examples = (
        met("smaller", image_size(30_000_000), under="200MB"),
        unmet("larger", image_size(90_000_000), under="200MB"),
        unmet("exactly the limit is not under it", image_size(60_000_000), under="200MB"),
        met("the image store lists more", image_size(30_000_000, listed=375_000_000), under="200MB"),
        unmet("part of the way", image_size(90_000_000), under="200MB", parts={"300MB": 1, "200MB": 10}),
        unmet("installed at the start", image_size(30_000_000), written("80MB"), **_WITH_START),
        met("bytecode", image_size(55_000_000), written("8MB"), **_WITH_START),
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

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (ImageSize(self.options), *self.at_start)

    @override
    def judge(self, facts: Facts) -> Finding:
        fact = facts[ImageSize(self.options)]
        size, shown = self.counted(fact, facts)
        found = f"{shown}{listed_otherwise(fact)}"
        if size < self.under:
            return Met(found)
        told = f"\n{told_parts(self.parts, size)}" if self.parts else ""
        found = f"{found}{told}\n{largest_layers(fact) if self.target else largest_part(fact)}"
        return Unmet(found, points=points_reached(self.parts, size))
