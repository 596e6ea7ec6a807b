"""What a Dockerfile comes to, as far as it can be compared: no criterion need tell equal effects apart."""

from collections.abc import Mapping
from typing import Any

from grader.evidence import (
    Answer,
    BuildContext,
    BuildOptions,
    BuiltImage,
    ContextFact,
    ImageConfig,
    ImageFact,
    ImageSize,
    LayerEntry,
    OwnLayers,
    OwnLayersFact,
    Question,
    SizeFact,
)
from grader.values import Value, replace

NEAR = 0.001
"""The share of a file's size by which it may differ."""
OWN_LABELS = "grader."


def questions(target: str | None = None) -> tuple[Question[Any], ...]:
    """What tells the effect on the image of a stage, by default of the last one."""
    options = BuildOptions(target)
    return (BuiltImage(options), OwnLayers(("/**",), options), ImageSize(options), BuildContext())


class Effect(Value):
    """The image's configuration, its base, its own files by path, its size, and what is sent to build it.

    Files count by kind, size, permissions and owner; of each layer the first 2,000 are told. Their contents
    are not compared: what a build writes anew, such as times in a log, differs from build to build.
    """

    config: ImageConfig
    metadata: tuple[str, ...]
    base: str
    files: dict[str, LayerEntry]
    size_bytes: int
    context: tuple[int, tuple[tuple[str, int], ...]]

    def is_like(self, other: "Effect") -> bool:
        """Whether nothing tells them apart; what is compressed anew may be a little larger or smaller."""
        rest = [replace(each, files={}, size_bytes=0) for each in (self, other)]
        same = rest[0] == rest[1] and self.files.keys() == other.files.keys()
        alike = all(_alike(entry, other.files[path]) for path, entry in self.files.items()) if same else False
        return alike and _near(self.size_bytes, other.size_bytes)


def effect(answers: Mapping[Question[Any], Answer[Any]], target: str | None = None) -> Effect | None:
    """The effect that these answers tell; None where they do not, or not all of it."""
    image, layers, size, context = (answers.get(question) for question in questions(target))
    if not isinstance(image, ImageFact) or not isinstance(layers, OwnLayersFact):
        return None
    if layers.excess or not isinstance(size, SizeFact) or not isinstance(context, ContextFact):
        return None
    instructions = (entry.instruction for entry in image.history if entry.own)
    health = tuple(text for text in instructions if text.startswith("HEALTHCHECK"))
    sent = tuple(one for one in context.largest if not one[0].lower().startswith("dockerfile"))
    return Effect(
        config=replace(image.config, labels=_lasting(image.config)),
        metadata=health,
        base=image.base.reference,
        files=_files(layers),
        size_bytes=size.size_bytes,
        context=(context.file_count, sent),
    )


def _lasting(config: ImageConfig) -> tuple[tuple[str, str], ...]:
    """The labels without those that say which run made the image."""
    return tuple(label for label in config.labels if not label[0].startswith(OWN_LABELS))


def _near(one: int, other: int) -> bool:
    return abs(one - other) <= one * NEAR


def _alike(one: LayerEntry, other: LayerEntry) -> bool:
    near = _near(one.size_bytes, other.size_bytes)
    return near and replace(one, size_bytes=0) == replace(other, size_bytes=0)


def _files(layers: OwnLayersFact) -> dict[str, LayerEntry]:
    """All layers laid over each other; what one takes away counts as such."""
    found: dict[str, LayerEntry] = {}
    for layer in layers.layers:
        found |= {entry.path: entry for entry in layer.entries}
    return found
