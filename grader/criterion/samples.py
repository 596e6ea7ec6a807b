"""Facts for examples and tests, made in one line: only what matters is said."""

from collections.abc import Mapping
from typing import Any

from grader.evidence import BaseImage, FileEntry, HistoryEntry, ImageConfig, ImageFact, LayerSize, SizeFact

BASE = 140_000_000
"""Bytes of the base image's layer in `image_size`."""


def base_image(
    reference: str = "python:3.11-slim",
    *,
    available: bool = True,
    is_prefix: bool = True,
    stand_in: bool = False,
    why: str | None = None,
) -> BaseImage:
    """A base image that the engine has, and whose layers are the image's first ones."""
    return BaseImage(reference, available, is_prefix, stand_in, why)


def built_image(
    *history: str | HistoryEntry, start: BaseImage | None = None, platform: str = "", **config: Any
) -> ImageFact:
    """A built image: steps of its own history, what it starts from, and settings of its configuration."""
    steps = tuple(HistoryEntry(step, 1, own=True) if isinstance(step, str) else step for step in history)
    labels: Mapping[str, str] = config.pop("labels", {})
    settings = ImageConfig(labels=tuple(labels.items()), **config)
    return ImageFact("sha256:1", start or base_image(), steps, (), settings, platform)


def inherited(step: str) -> HistoryEntry:
    """A step of the base image's history."""
    return HistoryEntry(step, 1, own=False)


def own_layer(size_bytes: int, created_by: str = "RUN pip install -r requirements.txt") -> LayerSize:
    """An own layer of the image."""
    return LayerSize(created_by, size_bytes, own=True)


def image_size(*own: int | LayerSize, below: int = BASE, listed: int | None = None) -> SizeFact:
    """The size of an image: its own layers, or their bytes, on a base image of `below` bytes."""
    layers = [LayerSize("base", below, own=False)] if below else []
    layers += [own_layer(one) if isinstance(one, int) else one for one in own]
    return SizeFact(sum(one.size_bytes for one in layers), "unpacked", listed, "overlay2", tuple(layers))


def file(path: str, text: str | None = None, *, owner: str = "app", mode: int = 0o644) -> FileEntry:
    """A file of the image; one that is not empty, also where its text is not told."""
    return FileEntry(path, "file", 900 if text is None else len(text), mode, owner, text=text)
