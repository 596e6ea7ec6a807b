"""An image's size as a bar of block characters: base and own layers, against the limit where it is known."""

import re
from collections.abc import Sequence

from grader.evidence import ImageSummary
from grader.grading import Verdict
from grader.units import parse_size, show_size

WIDTH = 40
BASE, OWN, FREE, MARK = "▓", "█", "░", "│"
_LIMIT = re.compile(r"under ([0-9.]+ [A-Za-z]+)")


def size_limit(criteria: Sequence[Verdict]) -> int | None:
    """The bytes that `image_size` allows the final image, read from what it says; the lowest of several."""
    found = [_LIMIT.fullmatch(one.expected) for one in criteria if one.check == "image_size"]
    return min((_bytes(match[1]) for match in found if match), default=None)


def size_bars(image: ImageSummary, starter: ImageSummary | None, limit: int | None) -> list[str]:
    """One line for the image, one for the starter's where there is one, both in the same scale."""
    images = [("image", image)] + ([("starter", starter)] if starter else [])
    whole = max([one.size_bytes for _, one in images] + [limit or 0, 1])
    return [
        f"{label:<7} {bar(one, whole, limit)} {show_size(one.size_bytes):>9}" for label, one in images
    ]


def bar(image: ImageSummary, whole: int, limit: int | None) -> str:
    """`WIDTH` cells that stand for `whole` bytes, with a mark at the limit."""
    base = min(round(_base(image) * WIDTH / whole), WIDTH)
    full = min(round(image.size_bytes * WIDTH / whole), WIDTH)
    cells = BASE * base + OWN * (full - base) + FREE * (WIDTH - max(base, full))
    if limit is None:
        return cells
    at = round(limit * WIDTH / whole)
    return cells[:at] + MARK + cells[at:]


def legend(image: ImageSummary, limit: int | None) -> str:
    """What the cells of the bar mean, with bytes."""
    base = _base(image)
    parts = [f"{BASE} base {show_size(base)}", f"{OWN} own layers {show_size(max(image.size_bytes - base, 0))}"]
    return ", ".join(parts + ([f"{MARK} limit {show_size(limit)}"] if limit else []))


def _base(image: ImageSummary) -> int:
    return sum(layer.size_bytes for layer in image.layers if not layer.own)


def _bytes(text: str) -> int:
    return parse_size(text.replace(" bytes", " B"))
