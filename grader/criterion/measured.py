"""Kinds that judge how large an image is, and what it moves to the start of its container."""

from typing import Self

from pydantic import Field, model_validator

from grader.criterion.targets import StageKind
from grader.evidence import Facts, NotRunning, SizeFact, StartWrites
from grader.units import show_size

TOLERATED = 10_000_000
"""Bytes that a container may write at its start: bytecode, logs, process numbers, a socket."""


class SizeKind(StageKind):
    """A kind that judges a size; bytes that are only fetched when the container starts can count as well."""

    counts_start: bool = Field(
        default=False,
        strict=True,
        description="What the container has written once it has answered belongs to the size, where that "
        f"is more than {show_size(TOLERATED)}: packages that CMD installs, an archive that it unpacks.",
    )

    @model_validator(mode="after")
    def _of_the_image_that_runs(self) -> Self:
        if self.counts_start and self.target:
            raise ValueError("counts_start is about the image that runs, the final stage's: give no target")
        return self

    @property
    def at_start(self) -> tuple[StartWrites, ...]:
        """The question, where it counts."""
        return (StartWrites(),) if self.counts_start else ()

    def counted(self, image: SizeFact, facts: Facts) -> tuple[int, str]:
        """The bytes that count as the image's, and how to show them."""
        moved = self._moved(facts)
        told = f" ({show_size(moved)} of it written when the container starts)" if moved else ""
        return image.size_bytes + moved, f"{show_size(image.size_bytes + moved)}{told}"

    def _moved(self, facts: Facts) -> int:
        """What the container writes at its start; one that does not start has written nothing."""
        if not self.counts_start:
            return 0
        fact = facts[StartWrites()]
        written = 0 if isinstance(fact, NotRunning) else fact.size_bytes
        return written if written > TOLERATED else 0
