"""The picture of an image's layers: the submission's beside the starter's, on one scale, with the limit."""

from grader.criterion.sizes import times_smaller
from grader.evidence import HistoryEntry, ImageSummary
from grader.report.bars import Bar, share
from grader.text import one_line
from grader.units import show_size
from grader.values import Value

HEADROOM = 1.04
"""The scale ends a little beyond the longest bar, so that a limit there is still seen."""


class Segment(Value, kw_only=True):
    """One layer in the stack, in percent of the scale."""

    start: float
    width: float
    own: bool
    label: str


class Stack(Value, kw_only=True):
    """One image: its layers end to end, and a line each for its base and its own layers with files."""

    title: str
    image: ImageSummary
    segments: tuple[Segment, ...]
    bars: tuple[Bar, ...]


class Picture(Value, kw_only=True):
    """All stacks; the limit in bytes and in percent of the scale, where there is one."""

    stacks: tuple[Stack, ...]
    limit: int | None
    limit_at: float
    compared: str


def draw(image: ImageSummary, starter: ImageSummary | None, limit: int | None) -> Picture:
    """The picture; `starter` and `limit` are left out where they are not known."""
    images = [("This image", image)]
    if starter is not None:
        images.append(("The starter's image", starter))
    scale = HEADROOM * max(*(shown.size_bytes for _, shown in images), limit or 0, 1)
    stacks = tuple(_stack(title, shown, scale) for title, shown in images)
    compared = ""
    if starter is not None and image.size_bytes < starter.size_bytes:
        compared = f"{times_smaller(image.size_bytes, starter.size_bytes)} than the starter's"
    return Picture(stacks=stacks, limit=limit, limit_at=share(limit or 0, scale), compared=compared)


def _stack(title: str, image: ImageSummary, scale: float) -> Stack:
    segments, bars = tuple(_segments(image, scale)), tuple(_bars(image, scale))
    return Stack(title=title, image=image, segments=segments, bars=bars)


def _segments(image: ImageSummary, scale: float) -> list[Segment]:
    segments, below = [], 0
    for layer in image.layers:
        if layer.size_bytes:
            segment = Segment(
                start=share(below, scale),
                width=share(layer.size_bytes, scale),
                own=layer.own,
                label=f"{show_size(layer.size_bytes)}: {_name(layer, image)}",
            )
            segments.append(segment)
        below += layer.size_bytes
    return segments


def _bars(image: ImageSummary, scale: float) -> list[Bar]:
    base = image.base_bytes
    count = sum(not layer.own for layer in image.layers)
    layers = f"{count} layer{'' if count == 1 else 's'} of the base"
    bars = [Bar(image.base or "base image", share(base, scale), show_size(base), layers)] if count else []
    return bars + [
        Bar(_name(layer, image), share(layer.size_bytes, scale), show_size(layer.size_bytes))
        for layer in image.own_layers
    ]


def _name(layer: HistoryEntry, image: ImageSummary) -> str:
    return one_line(layer.instruction, 160) if layer.own else f"base image {image.base}".strip()
