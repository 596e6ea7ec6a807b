"""An image's size as a bar of block characters: base and own layers, against the limit where it is known."""

from grader.evidence import ImageSummary
from grader.units import show_size

WIDTH = 40
BASE, OWN, FREE, MARK = "▓", "█", "░", "│"


def size_bars(image: ImageSummary, starter: ImageSummary | None, limit: int | None) -> list[str]:
    """One line for the image, one for the starter's where there is one, both in the same scale."""
    images = [("image", image)] + ([("starter", starter)] if starter else [])
    whole = max([one.size_bytes for _, one in images] + [limit or 0, 1])
    return [f"{label:<7} {bar(one, whole, limit)} {show_size(one.size_bytes):>9}" for label, one in images]


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
    parts = [
        f"{BASE} base {show_size(base)}",
        f"{OWN} own layers {show_size(max(image.size_bytes - base, 0))}",
    ]
    return ", ".join(parts + ([f"{MARK} limit {show_size(limit)}"] if limit else []))


def _base(image: ImageSummary) -> int:
    return sum(layer.size_bytes for layer in image.layers if not layer.own)
