"""How large the image is."""

from typing import Literal

from grader.evidence.build import DEFAULT, BuildOptions
from grader.evidence.history import HistoryEntry
from grader.evidence.question import ImageQuestion
from grader.values import Value


class SizeFact(Value):
    """The image's size: the unpacked bytes of all its layers' files.

    `listed_bytes` is what `docker image ls` shows, which depends on the engine's image store. `layers`
    is the history, with the unpacked file bytes that each entry added.
    """

    size_bytes: int
    measure: Literal["unpacked"]
    listed_bytes: int | None
    store: str
    layers: tuple[HistoryEntry, ...]


class ImageSize(ImageQuestion[SizeFact]):
    """The size of the image, layer by layer, the same on every image store."""

    options: BuildOptions = DEFAULT


class StarterSize(ImageQuestion[SizeFact]):
    """The size of the image that the challenge's untouched starter builds."""
