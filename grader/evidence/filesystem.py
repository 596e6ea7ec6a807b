"""The software that the image holds."""

from grader.evidence.build import DEFAULT, BuildOptions
from grader.evidence.question import ImageQuestion
from grader.values import Value


class Program(Value):
    """A program on the image's PATH, or a part of a compiler; `holds_compiler` tells by its content."""

    path: str
    holds_compiler: bool = False


class FilesystemFact(Value):
    """The installed software.

    `packages` are the installed packages of dpkg and apk; `logged` are the packages that the package
    manager's log says were installed above the base image, whether they are still there or not.
    """

    packages: tuple[str, ...]
    programs: tuple[Program, ...]
    logged: tuple[str, ...]


class Filesystem(ImageQuestion[FilesystemFact]):
    """The packages and programs that the image holds."""

    options: BuildOptions = DEFAULT
