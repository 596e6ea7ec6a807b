"""An image's size as a bar of block characters: base and own layers, against the limit where it is known."""

from grader.evidence import ImageSummary
from grader.units import show_size

WIDTH = 40
BASE, OWN, FREE, MARK = "▓", "█", "░", "│"


def size_bars(image: ImageSummary, starter: ImageSummary | None, limit: int | None) -> list[str]:
    """One line for the image, one for the starter's where there is one, both in the same scale."""
    images = [("image", image)] + ([("starter", starter)] if starter else [])
    whole = max([shown.size_bytes for _, shown in images] + [limit or 0, 1])
    return [
        f"{label:<7} {bar(shown, whole, limit)} {show_size(shown.size_bytes):>9}" for label, shown in images
    ]


def bar(image: ImageSummary, whole: int, limit: int | None) -> str:
    """`WIDTH` cells that stand for `whole` bytes, with a mark at the limit."""
    base = min(round(image.base_bytes * WIDTH / whole), WIDTH)
    full = min(round(image.size_bytes * WIDTH / whole), WIDTH)
    cells = BASE * base + OWN * (full - base) + FREE * (WIDTH - max(base, full))
    if limit is None:
        return cells
    at = round(limit * WIDTH / whole)
    return cells[:at] + MARK + cells[at:]


def legend(image: ImageSummary, limit: int | None) -> str:
    """What the cells of the bar mean, with bytes."""
    parts = [f"{BASE} base {show_size(image.base_bytes)}", f"{OWN} own layers {show_size(image.own_bytes)}"]
    return ", ".join(parts + ([f"{MARK} limit {show_size(limit)}"] if limit else []))
