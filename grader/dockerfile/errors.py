"""How a Dockerfile is refused: a Problem from inside, a DockerfileError from the face."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from grader.text import nearest, printable

MAX_REASON = 400
"""Characters of a reason that are kept: a reason may quote the learner's text, which may be huge."""


class DockerfileError(Exception):
    """BuildKit would refuse this Dockerfile.

    `file` is the name the caller gave, `line` the 1-based line of the offending instruction (0 if there is
    none), `why` one printable line. `str()` is `file:line: why`.
    """

    def __init__(self, file: str, line: int, why: str) -> None:
        self.file = file
        self.line = line
        self.why = printable(why, MAX_REASON)
        super().__init__(f"{file}:{line}: {self.why}")

    def __reduce__(self) -> tuple[type["DockerfileError"], tuple[str, int, str]]:
        """Pickle by the three parts, so that the error crosses process borders."""
        return type(self), (self.file, self.line, self.why)


class Problem(ValueError):  # noqa: N818 - never leaves the package: reading.py turns it into DockerfileError
    """BuildKit would refuse this because of `why`; `line` is 1-based, None as long as nobody has said it."""

    def __init__(self, why: str, line: int | None = None) -> None:
        super().__init__(why)
        self.line = line


@contextmanager
def on_line(line: int, within: str = "") -> Iterator[None]:
    """Say, for what is refused inside, that it stands on `line`; `within` comes before the reason.

    A Problem that has its line already goes on as it is.
    """
    try:
        yield
    except ValueError as error:
        if isinstance(error, Problem) and error.line is not None:
            raise
        raise Problem(f"{within}{error}", line) from None


@contextmanager
def refused_in(file: str) -> Iterator[None]:
    """Turn a Problem into the DockerfileError that names the file."""
    try:
        yield
    except Problem as problem:
        raise DockerfileError(file, problem.line or 0, str(problem)) from None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` (did you mean X?)`, as BuildKit says it, for the nearest known word; empty without one."""
    near = nearest(word, sorted(known))
    return f" (did you mean {near}?)" if near else ""
