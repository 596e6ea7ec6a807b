"""What the answers tell of the images, for the report."""

from collections.abc import Mapping
from typing import Any

from grader.bench.rooms import EngineRooms
from grader.bench.source import Source
from grader.evidence import (
    Answer,
    Attachments,
    BaseImage,
    BuiltImage,
    ImageFact,
    ImageSize,
    ImageSummary,
    Question,
    SizeFact,
    StarterSize,
)
from grader.text import plain

Answers = Mapping[Question[Any], Answer[Any]]

MAX_ATTACHED = 200_000
"""Characters of each attached text."""


def built_image(answers: Answers) -> ImageSummary | None:
    """The image that was built; None where its size was not asked for, or is not known."""
    size, image = answers.get(ImageSize()), answers.get(BuiltImage())
    return _summary(size, image.base if isinstance(image, ImageFact) else None)


def starter_image(answers: Answers) -> ImageSummary | None:
    """The image of the untouched starter; None where it was not asked for, or is not known."""
    return _summary(answers.get(StarterSize()), None)


def attachments(source: Source, rooms: EngineRooms | None, answers: Answers) -> Attachments:
    """The texts that go with the report."""
    return Attachments(
        source.name,
        plain(source.text, MAX_ATTACHED),
        plain(rooms.builds.log.text, MAX_ATTACHED) if rooms else "",
        plain(rooms.container.log, MAX_ATTACHED) if rooms else "",
        starter_image(answers),
    )


def _summary(size: object, base: BaseImage | None) -> ImageSummary | None:
    if not isinstance(size, SizeFact):
        return None
    return ImageSummary(
        size.size_bytes,
        size.measure,
        size.listed_bytes,
        base.reference if base else "",
        base.stand_in if base else False,
        tuple(layer for layer in size.layers if layer.size_bytes),
    )
