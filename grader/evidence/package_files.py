"""Whether an image's files bear out what its package databases say."""

from grader.evidence.build import DEFAULT, BuildOptions
from grader.evidence.question import ImageQuestion
from grader.values import Value


class PackageTrace(Value):
    """A path of the image that belongs to a package which no database names."""

    package: str
    path: str


class PackageFilesFact(Value):
    """`hollow` are packages that a database names and whose files are not there.

    `traces` are what own layers hold of packages that no database names. `excess` tells why a layer could
    not be looked into, by the learner's doing: then nothing is known.
    """

    hollow: tuple[str, ...] = ()
    traces: tuple[PackageTrace, ...] = ()
    excess: str | None = None


class PackageFiles(ImageQuestion[PackageFilesFact]):
    """The files of packages: those of `present` that are named, and those of `absent` that are not.

    A name is one of several, as in `libpq|libpq5`; `*` stands for any text.
    """

    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    options: BuildOptions = DEFAULT
