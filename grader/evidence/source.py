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
