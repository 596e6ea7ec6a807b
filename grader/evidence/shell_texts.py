"""The shell that a build runs."""

from grader.evidence.question import SourceQuestion
from grader.values import Value

_ENDS = frozenset({"fi", "done", "esac", "}", ")"})


class ShellText(Value):
    """A piece of shell that a RUN of the final image executes, and where it is written."""

    text: str
    file: str
    line: int

    @property
    def last_line(self) -> int | None:
        """The line of its last command; None where that is the end of a block such as `if`."""
        lines = [text.strip() for text in self.text.split("\n")]
        said = [at for at, text in enumerate(lines) if text and not text.startswith("#")]
        if not said or lines[said[-1]].rstrip(";") in _ENDS:
            return None
        at = said[-1]
        while at > 0 and lines[at - 1].endswith("\\"):
            at -= 1
        return self.line + at


class StartScripts(SourceQuestion[tuple[ShellText, ...]]):
    """The scripts of the build context, or of here-documents, that CMD and ENTRYPOINT run."""


class ShellTexts(SourceQuestion[tuple[ShellText, ...]]):
    """All shell that the final stage and the stages it builds on execute.

    RUN instructions, their heredocs, heredocs copied into the image, and the scripts of the build
    context that a RUN names.
    """
