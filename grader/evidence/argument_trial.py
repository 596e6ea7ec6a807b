"""What build arguments change: the same Dockerfile built with values that were drawn for it, and without."""

from grader.evidence.build import DEFAULT, BuildOptions
from grader.evidence.question import ImageQuestion
from grader.values import Value


class ArgumentRun(Value):
    """One build: the values given by `--build-arg`, none in the last one, and what came of it.

    `environment` are the image's variables as `NAME=value`; `text` is the file's, None without one.
    """

    given: tuple[tuple[str, str], ...]
    environment: tuple[str, ...]
    text: str | None = None

    @property
    def variables(self) -> dict[str, str]:
        """The values of the image's variables, by their names."""
        return {name: value for name, _, value in (pair.partition("=") for pair in self.environment)}


class ArgumentTrial(ImageQuestion[tuple[ArgumentRun, ...]]):
    """Builds with values like the `samples`, two drawn anew for each argument, then one without any.

    `path` is a file of the image that is read each time.
    """

    samples: tuple[tuple[str, str], ...] = ()
    options: BuildOptions = DEFAULT
    path: str | None = None
