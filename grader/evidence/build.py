"""One build of the submission."""

from grader.evidence.question import ImageQuestion
from grader.values import Value


class BuildOptions(Value):
    """How the image is built: a stage's name, build arguments, a platform such as `linux/amd64`.

    WORD and PLATFORM in an argument's value stand for drawn ones, and in the image's variables, too.
    Without any of them it is what `docker build` makes of the submission.
    """

    target: str | None = None
    arguments: tuple[tuple[str, str], ...] = ()
    platform: str | None = None


DEFAULT = BuildOptions()
NATIVE = "native"
"""The platform that stands for the engine's own, whichever that is."""


class BuildFact(Value):
    """Whether a build succeeds; if not, `reason` says why, and where in the Dockerfile."""

    succeeded: bool
    reason: str = ""
    file: str | None = None
    line: int | None = None


class Build(ImageQuestion[BuildFact]):
    """Whether the Dockerfile builds with these options: a failure is the answer, and blocks nothing."""

    options: BuildOptions = DEFAULT
