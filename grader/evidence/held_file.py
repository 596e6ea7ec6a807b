"""Whether the image holds a file of the build context as it is."""

from grader.evidence.build import DEFAULT, BuildOptions
from grader.evidence.question import ImageQuestion
from grader.values import Value


class HeldFileFact(Value):
    """Where own layers hold the same bytes; `excess` tells what could not be looked into."""

    paths: tuple[str, ...]
    excess: str | None = None


class HeldFile(ImageQuestion[HeldFileFact]):
    """Where the image's own layers hold a file, by its path in the build context, byte for byte."""

    path: str
    options: BuildOptions = DEFAULT
