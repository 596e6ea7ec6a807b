"""What the submission's own files say; no engine is needed."""

from dataclasses import dataclass
from typing import ClassVar

from grader.dockerfile import Dockerfile
from grader.evidence.question import Question, Room


@dataclass(frozen=True, slots=True)
class DockerfileText(Question[Dockerfile]):
    """The submission's Dockerfile, read as BuildKit reads it."""

    room: ClassVar[Room] = "source"


@dataclass(frozen=True, slots=True)
class ShellText:
    """A piece of shell that a RUN of the final image executes, and where it is written."""

    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class ShellTexts(Question[tuple[ShellText, ...]]):
    """All shell that the final stage and the stages it builds on execute.

    RUN instructions, their heredocs, heredocs copied into the image, and the scripts of the build
    context that a RUN names.
    """

    room: ClassVar[Room] = "source"


@dataclass(frozen=True, slots=True)
class ContextPattern:
    """What the build context holds of one pattern.

    `present` are the paths that would be sent (20 at most). `ignored` is true where the ignore file
    keeps out whatever matches the pattern, whether there is something or not.
    """

    pattern: str
    present: tuple[str, ...]
    ignored: bool


@dataclass(frozen=True, slots=True)
class ContextFact:
    """The build context after the ignore file: what `docker build` may send to the engine.

    `ignore_file` is the name of the ignore file, None where there is none.
    """

    total_bytes: int
    file_count: int
    ignore_file: str | None
    patterns: tuple[ContextPattern, ...]


@dataclass(frozen=True, slots=True)
class BuildContext(Question[ContextFact]):
    """The build context, looked through for patterns as .dockerignore takes them; `/` ends a folder's."""

    room: ClassVar[Room] = "source"
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One finding of hadolint, such as `DL3006`."""

    code: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Lint(Question[tuple[LintFinding, ...]]):
    """What hadolint finds of these rules in the Dockerfile; the learner's ignore comments do not count."""

    room: ClassVar[Room] = "source"
    rules: tuple[str, ...] = ()
