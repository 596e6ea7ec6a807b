"""The software that the image holds."""

from dataclasses import dataclass

from grader.evidence.build import DEFAULT, BuildOptions
from grader.evidence.question import ImageQuestion


@dataclass(frozen=True, slots=True)
class Program:
    """A program on the image's PATH, or a part of a compiler; `holds_compiler` tells by its content."""

    path: str
    holds_compiler: bool = False


@dataclass(frozen=True, slots=True)
class FilesystemFact:
    """The installed software.

    `packages` are the installed packages of dpkg and apk; `logged` are the packages that the package
    manager's log says were installed above the base image, whether they are still there or not.
    """

    packages: tuple[str, ...]
    programs: tuple[Program, ...]
    logged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filesystem(ImageQuestion[FilesystemFact]):
    """The packages and programs that the image holds."""

    options: BuildOptions = DEFAULT
