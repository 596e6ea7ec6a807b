"""Compilers and build tools that own layers add, told by their content."""

from grader.evidence.build import DEFAULT, BuildOptions
from grader.evidence.question import ImageQuestion
from grader.values import Value


class Toolchain(Value):
    """A program of a toolchain: its path, what it belongs to, and its path in the archive that it lies in."""

    path: str
    tool: str
    inside: str = ""


class ToolchainsFact(Value):
    """What own layers add, removed again by a later one or not.

    `unread` tells what could not be looked into, by the learner's doing: more than is ever read.
    """

    found: tuple[Toolchain, ...]
    unread: tuple[str, ...] = ()


class Toolchains(ImageQuestion[ToolchainsFact]):
    """The programs of toolchains in own layers, wherever they lie and whatever they are called."""

    options: BuildOptions = DEFAULT
