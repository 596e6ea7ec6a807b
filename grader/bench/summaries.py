"""What the answers tell of the images, for the report."""

from collections.abc import Mapping
from typing import Any

from grader.evidence import (
    Answer,
    BaseImage,
    BuiltImage,
    ImageFact,
    ImageSize,
    ImageSummary,
    Question,
    SizeFact,
    StarterSize,
)

Answers = Mapping[Question[Any], Answer[Any]]


def built_image(answers: Answers) -> ImageSummary | None:
    """The image that was built; None where its size was not asked for, or is not known."""
    size, image = answers.get(ImageSize()), answers.get(BuiltImage())
    return _summary(size, image.base if isinstance(image, ImageFact) else None)


def starter_image(answers: Answers) -> ImageSummary | None:
    """The image of the untouched starter; None where it was not asked for, or is not known."""
    return _summary(answers.get(StarterSize()), None)


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
