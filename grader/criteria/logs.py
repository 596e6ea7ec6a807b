"""`logs`: the container's output holds certain texts, and others not."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.criterion.expectations import require_any
from grader.criterion.running import not_running, with_lines
from grader.evidence import ContainerLog, Facts, LogFact, NotRunning, Question
from grader.fields import Duration, Text
from grader.text import last_lines, one_line, plain
from grader.units import show_duration

SHOWN_LINES = 5
MAX_LOG = 1_000_000

_READY = {"contains": ["Booting worker"]}
_QUIET = {"absent": ["Traceback"], "within": "3s"}


def _facts(log: str, *contains: str, within: float = 10.0) -> dict[Question[Any], Any]:
    return {ContainerLog(contains, within): LogFact(log)}


class LogsKind(Criterion):
    """The container writes certain texts to its output within a time, and certain others not.

    A container's standard output and error are its log: whoever runs it sees nothing else. Texts are
    compared with capitals as they are; colours do not count. Of a long log only the end is known.
    """

    check: Literal["logs"]
    contains: Annotated[
        tuple[Text, ...],
        Field(min_length=1, description="Texts each of which must appear in the container's output."),
    ] = ()
    absent: Annotated[
        tuple[Text, ...],
        Field(
            min_length=1,
            description="Texts none of which may appear, up to the moment when all of `contains` are there.",
        ),
    ] = ()
    within: Annotated[Duration, Field(description="Time that the texts have to appear, such as `10s`.")] = (
        10.0
    )

    examples: ClassVar[tuple[Example, ...]] = (
        Example("it is written", Met, _facts("Booting worker with pid: 7\n", "Booting worker"), _READY),
        Example("nothing is written", Unmet, _facts("", "Booting worker"), _READY),
        Example("other capitals", Unmet, _facts("booting worker\n", "Booting worker"), _READY),
        Example("an error is written", Unmet, _facts("Traceback (most recent\n", within=3.0), _QUIET),
        Example("an empty log holds no error", Met, _facts("", within=3.0), _QUIET),
        Example(
            "both the text and the error",
            Unmet,
            _facts("Traceback\nBooting worker\n", "Booting worker", within=3.0),
            {**_READY, **_QUIET},
        ),
    )

    @model_validator(mode="after")
    def _expects_something(self) -> "LogsKind":
        require_any(self, "contains", "absent")
        if clash := [text for text in self.contains for other in self.absent if other in text]:
            raise ValueError(f"contains and absent exclude each other: {clash[0]!r}")
        return self

    @property
    def expected(self) -> str:
        """The texts and the time."""
        parts = [f"with {_quoted(self.contains)}"] if self.contains else []
        parts += [f"without {_quoted(self.absent)}"] if self.absent else []
        return one_line(f"a log {' and '.join(parts)} within {show_duration(self.within)}", 400)

    def questions(self) -> tuple[Question[Any], ...]:
        """The container's output."""
        return (self._asked(),)

    def judge(self, facts: Facts) -> Finding:
        """Look for each text, as it was written and without colours."""
        log = facts[self._asked()]
        if isinstance(log, NotRunning):
            return not_running(log)
        raw = log.text
        searched = f"{raw}\n{plain(raw, MAX_LOG)}"
        missing = [text for text in self.contains if text not in searched]
        unwanted = [text for text in self.absent if text in searched]
        lines = last_lines(raw, SHOWN_LINES)
        wrong = [f"not in the log: {_quoted(missing)}"] if missing else []
        wrong += [f"in the log: {_quoted(unwanted)}"] if unwanted else []
        if wrong:
            return Unmet(with_lines("; ".join(wrong), lines or ("(the log is empty)",)))
        return Met(with_lines("as wanted; the last lines:", lines) if lines else "the log is empty")

    def _asked(self) -> ContainerLog:
        return ContainerLog(self.contains, self.within)


def _quoted(texts: tuple[str, ...] | list[str]) -> str:
    return ", ".join(repr(one_line(text, 80)) for text in texts)
