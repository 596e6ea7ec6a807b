"""`command`: a command inside the running container ends as wanted."""

from typing import Any, Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import ContainerKind, Finding, Met, Unmeasured, Unmet, hindered, met, renamed, unmet
from grader.criterion.running import with_lines
from grader.evidence import CommandFact, ContainerCommand, Facts, NotRunning
from grader.fields import Duration, Text
from grader.shell.shown import as_typed
from grader.text import last_lines, one_line
from grader.units import show_duration

OUTPUT_LIMIT = 256_000
"""Bytes of output that are kept (grader.evidence.CommandFact)."""
NO_COMMAND = 127
"""The exit code of shells and engines for a command that is not there."""

_RUN: dict[str, Any] = {"run": ["python", "-c", "import psycopg2"]}


class CommandKind(ContainerKind[CommandFact]):
    """A command in the running container, run as the container's own user, ends with the wanted code.

    Files that are there need not fit together: a package may lack the system library that it loads. A
    command that uses it proves that it works in the image itself. Judged by experiment: a program of the
    image answers, so ask what only the wanted thing can do.
    """

    old_spellings = renamed(output="contains", not_output="nothing: say what the output contains")

    check: Literal["command"]
    run: tuple[Text, ...] = Field(min_length=1, description='As `["ls", "/"]`; no shell reads the words.')
    exit_code: int = Field(0, ge=0, le=255, strict=True, description="The wanted exit code.")
    contains: Text | None = Field(None, description="The output contains this text.")
    within: Duration = Field(10.0, description="Time for the command, such as `10s`.")

    examples = (
        met("the library loads", CommandFact(0, ""), **_RUN),
        unmet("it does not load", CommandFact(1, "ImportError: libpq.so.5"), **_RUN),
        met("the wanted output", CommandFact(0, "2.9.9\n"), **_RUN, contains="2.9"),
        unmet("another output", CommandFact(0, "3.1\n"), **_RUN, contains="2.9"),
        unmet("it takes too long", CommandFact(None, ""), **_RUN),
        met("a command that must fail", CommandFact(1, ""), **_RUN, exit_code=1),
        hindered("the container ends", NotRunning("it ended with code 1"), **_RUN),
    )

    @property
    @override
    def expected(self) -> str:
        contains = f" and {self.contains!r} in its output" if self.contains else ""
        return one_line(f"{as_typed(self.run)} ends with exit code {self.exit_code}{contains}", 400)

    @property
    @override
    def question(self) -> ContainerCommand:
        return ContainerCommand(self.run, self.within)

    @override
    def judge_running(self, fact: CommandFact, facts: Facts) -> Finding:
        lines = last_lines(fact.output, 5)
        if fact.exit_code is None:
            return Unmet(with_lines(f"still running after {show_duration(self.within)}", lines))
        if fact.exit_code != self.exit_code:
            hint = "The command is not in the image: install or copy it in the final stage."
            found = with_lines(f"exit code {fact.exit_code}", lines)
            return Unmet(found, hint if fact.exit_code == NO_COMMAND else None)
        if self.contains and self.contains not in fact.output:
            if len(fact.output.encode(errors="replace")) >= OUTPUT_LIMIT:
                return Unmeasured(f"the output is longer than the {OUTPUT_LIMIT:,} bytes that were kept")
            return Unmet(with_lines(f"the output does not contain {self.contains!r}", lines))
        return Met(with_lines(f"exit code {fact.exit_code}", lines))
