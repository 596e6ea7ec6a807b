"""The shell that a build runs."""

from dataclasses import dataclass

from grader.evidence.question import SourceQuestion


@dataclass(frozen=True, slots=True)
class ShellText:
    """A piece of shell that a RUN of the final image executes, and where it is written."""

    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class ShellTexts(SourceQuestion[tuple[ShellText, ...]]):
    """All shell that the final stage and the stages it builds on execute.

    RUN instructions, their heredocs, heredocs copied into the image, and the scripts of the build
    context that a RUN names.
    """
