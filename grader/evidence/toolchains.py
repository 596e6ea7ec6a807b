"""Compilers and build tools that own layers add, told by their content."""

from dataclasses import dataclass

from grader.evidence.build import DEFAULT, BuildOptions
from grader.evidence.question import ImageQuestion


@dataclass(frozen=True, slots=True)
class Toolchain:
    """A program of a toolchain: its path, what it belongs to, and its path in the archive that it lies in."""

    path: str
    tool: str
    inside: str = ""


@dataclass(frozen=True, slots=True)
class ToolchainsFact:
    """What own layers add, removed again by a later one or not.

    `unread` tells what could not be looked into, by the learner's doing: more than is ever read.
    """

    found: tuple[Toolchain, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Toolchains(ImageQuestion[ToolchainsFact]):
    """The programs of toolchains in own layers, wherever they lie and whatever they are called."""

    options: BuildOptions = DEFAULT
