"""Image sizes compared, and what makes an image large."""

from fractions import Fraction

from grader.evidence import SizeFact
from grader.text import one_line
from grader.units import show_size

LARGEST_LAYERS = 3
NOTEWORTHY_DIFFERENCE = 0.05
"""`docker image ls` is explained where it differs by more than this share of the size."""


def is_smaller(size: int, other: int, factor: float) -> bool:
    """Whether `size` is less than `other`, and `factor` times `size` is no more than it: exactly."""
    return size < other and size * Fraction(str(factor)) <= other


def times_smaller(size: int, other: int) -> str:
    """`3.8 times smaller`, rounded down, so that it never looks like more than it is."""
    if size >= other:
        return "not smaller"
    if size == 0:
        return "it is empty"
    tenths = other * 10 // size
    return f"{tenths // 10}.{tenths % 10} times smaller" if tenths > 10 else "less than 1.1 times smaller"


def at_least_smaller(factor: float) -> str:
    """The factor in words."""
    return "smaller" if factor == 1 else f"at least {factor:g} times smaller"


def largest_part(size: SizeFact) -> str:
    """What most of the bytes belong to, on one line: the report shows the final image's layers itself."""
    base = sum(layer.size_bytes for layer in size.layers if not layer.own)
    own = max((layer for layer in size.layers if layer.own), key=lambda layer: layer.size_bytes, default=None)
    if own is not None and own.size_bytes > base:
        return f"most of it, {show_size(own.size_bytes)}: {one_line(own.instruction, 100)}"
    return f"most of it is the base image: {show_size(base)}" if base else ""


def largest_layers(size: SizeFact) -> str:
    """The base image's bytes and the largest own layers, a line each."""
    base = sum(layer.size_bytes for layer in size.layers if not layer.own)
    own = sorted((layer for layer in size.layers if layer.own), key=lambda layer: -layer.size_bytes)
    lines = [f"base image: {show_size(base)}"] if base else []
    lines += [
        f"{show_size(layer.size_bytes)}: {one_line(layer.instruction, 100)}"
        for layer in own[:LARGEST_LAYERS]
        if layer.size_bytes
    ]
    return "\n".join(lines)


def listed_otherwise(size: SizeFact) -> str:
    """What to say beside a size where `docker image ls` shows quite another; empty where it does not."""
    listed = size.listed_bytes
    if listed is None or abs(listed - size.size_bytes) <= NOTEWORTHY_DIFFERENCE * size.size_bytes:
        return ""
    return (
        f" unpacked (docker image ls shows {show_size(listed)}: "
        f"the {size.store} image store counts other bytes than those of the files)"
    )
