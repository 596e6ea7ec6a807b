"""`command`: a command inside the running container ends as wanted."""

import shlex
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from grader.criterion import Criterion, Example, Finding, Met, Unmeasured, Unmet
from grader.criterion.expectations import refuse_null
from grader.criterion.running import not_running, with_lines
from grader.evidence import CommandFact, ContainerCommand, Facts, NotRunning, Question
from grader.fields import Duration, Text
from grader.text import last_lines, one_line
from grader.units import show_duration

OUTPUT_LIMIT = 256_000
"""Bytes of output that are kept (grader.evidence.CommandFact)."""
SHOWN_LINES = 5

_IMPORT = ("python", "-c", "import psycopg2")
_OPTIONS = {"run": list(_IMPORT)}


def _facts(fact: CommandFact | NotRunning) -> dict[Question[Any], Any]:
    return {ContainerCommand(_IMPORT): fact}


class CommandKind(Criterion):
    """A command in the running container, run as the container's own user, ends with the wanted code.

    Files that are there need not fit together: a package may lack the system library that it loads. A
    command that uses it proves that it works in the image itself.
    """

    check: Literal["command"]
    run: Annotated[
        tuple[Text, ...],
        Field(
            min_length=1,
            description='The words, such as `["python", "-c", "import flask"]`; no shell reads them.',
        ),
    ]
    exit_code: Annotated[int, Field(ge=0, le=255, strict=True, description="The wanted exit code.")] = 0
    output: Annotated[Text | None, Field(description="The output contains this text.")] = None
    not_output: Annotated[Text | None, Field(description="The output does not contain this text.")] = None
    within: Annotated[Duration, Field(description="Time for the command, such as `10s`.")] = 10.0

    examples: ClassVar[tuple[Example, ...]] = (
        Example("the library loads", Met, _facts(CommandFact(0, "")), _OPTIONS),
        Example("it does not load", Unmet, _facts(CommandFact(1, "ImportError: libpq.so.5")), _OPTIONS),
        Example("the wanted output", Met, _facts(CommandFact(0, "2.9.9\n")), {**_OPTIONS, "output": "2.9"}),
        Example("another output", Unmet, _facts(CommandFact(0, "3.1\n")), {**_OPTIONS, "output": "2.9"}),
        Example(
            "an output that must not come",
            Unmet,
            _facts(CommandFact(0, "DEBUG on")),
            {**_OPTIONS, "not_output": "DEBUG"},
        ),
        Example("it takes too long", Unmet, _facts(CommandFact(None, "")), _OPTIONS),
        Example("a command that must fail", Met, _facts(CommandFact(1, "")), {**_OPTIONS, "exit_code": 1}),
        Example("the container ends", Unmet, _facts(NotRunning("it ended with code 1")), _OPTIONS),
    )

    @model_validator(mode="after")
    def _says_something(self) -> "CommandKind":
        refuse_null(self, "output", "not_output")
        return self

    @property
    def expected(self) -> str:
        """The command and how it must end."""
        parts = [f"exit code {self.exit_code}"]
        parts += [f"{self.output!r} in its output"] if self.output else []
        parts += [f"no {self.not_output!r} in its output"] if self.not_output else []
        return one_line(f"{shlex.join(self.run)}: {', '.join(parts)}", 400)

    def questions(self) -> tuple[Question[Any], ...]:
        """The command."""
        return (self._question,)

    def judge(self, facts: Facts) -> Finding:
        """Compare the exit code first, then the output."""
        fact = facts[self._question]
        if isinstance(fact, NotRunning):
            return not_running(fact)
        lines = last_lines(fact.output, SHOWN_LINES)
        if fact.exit_code is None:
            return Unmet(with_lines(f"still running after {show_duration(self.within)}", lines))
        if fact.exit_code != self.exit_code:
            return Unmet(with_lines(f"exit code {fact.exit_code}", lines), hint=_hint(fact.exit_code))
        if self.not_output and self.not_output in fact.output:
            return Unmet(with_lines(f"the output contains {self.not_output!r}", lines))
        unseen = self.not_output or (self.output and self.output not in fact.output)
        if unseen and len(fact.output.encode(errors="replace")) >= OUTPUT_LIMIT:
            return Unmeasured(f"the output is longer than the {OUTPUT_LIMIT:,} bytes that were kept")
        if self.output and self.output not in fact.output:
            return Unmet(with_lines(f"the output does not contain {self.output!r}", lines))
        return Met(with_lines(f"exit code {fact.exit_code}", lines))

    @property
    def _question(self) -> ContainerCommand:
        return ContainerCommand(self.run, self.within)


def _hint(exit_code: int) -> str | None:
    if exit_code == 127:
        return "The command is not in the image: install or copy it in the final stage."
    return None
