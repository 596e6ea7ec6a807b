"""What is sent to the engine."""

from grader.evidence.question import SourceQuestion
from grader.values import Value


class ContextPattern(Value):
    """What the build context holds of one pattern.

    `present` are the paths that would be sent (20 at most). `ignored` is true where the ignore file
    keeps out whatever matches the pattern, whether there is something or not.
    """

    pattern: str
    present: tuple[str, ...]
    ignored: bool


class ContextFact(Value):
    """The build context after the ignore file: what `docker build` may send to the engine.

    `ignore_file` is the name of the ignore file, None where there is none. `largest` are the largest files
    that are sent, five at most, with their bytes.
    """

    total_bytes: int
    file_count: int
    ignore_file: str | None
    patterns: tuple[ContextPattern, ...]
    largest: tuple[tuple[str, int], ...] = ()


class BuildContext(SourceQuestion[ContextFact]):
    """The build context, looked through for patterns as .dockerignore takes them; `/` ends a folder's."""

    patterns: tuple[str, ...] = ()
