"""`logs`: the container's output holds certain texts, and others not."""

from typing import Any, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from grader.criterion import ContainerKind, Finding, Met, Unmet, hindered, met, renamed, unmet
from grader.criterion.running import with_lines
from grader.evidence import ContainerLog, Facts, LogFact, NotRunning
from grader.fields import Duration, OneOrMore, Port, Text
from grader.text import last_lines, one_line, plain, quoted
from grader.units import show_duration

_BOOTING: dict[str, Any] = {"contains": ["Booting worker"]}


class LogsKind(ContainerKind[LogFact]):
    """The container writes certain texts to its output within a time, and certain others not.

    A container's standard output and error are its log: whoever runs it sees nothing else. Texts are
    compared with capitals as they are; colours do not count. Of a long log only the end is known.

    Judged by words: whoever writes to the output may write them; with `port`, only while something listens.
    """

    needs_one_of = ("contains", "not_contains")
    old_spellings = renamed(absent="not_contains")

    check: Literal["logs"]
    contains: OneOrMore[Text] = Field((), description="Texts that must all appear in the container's output.")
    not_contains: OneOrMore[Text] = Field((), description="Texts that may not appear until those do.")
    within: Duration = Field(10.0, description="Time that the texts have to appear, such as `10s`.")
    port: Port | None = Field(None, description="Something must listen on this port at that time.")

    examples = (
        met("it is written", LogFact("Booting worker with pid: 7\n"), **_BOOTING),
        unmet("nothing is written", LogFact(""), **_BOOTING),
        unmet("other capitals", LogFact("booting worker\n"), **_BOOTING),
        unmet("nobody listens", LogFact("Booting worker\n", listens=False), **_BOOTING, port=5000),
        met("an empty log holds no error", LogFact(""), not_contains=["Traceback"], within="3s"),
        unmet("an error, too", LogFact("Traceback\nBooting worker\n"), **_BOOTING, not_contains=["Trace"]),
        hindered("it could not be started", NotRunning("no such program: gunicorn"), **_BOOTING),
    )

    @model_validator(mode="after")
    def _not_both(self) -> Self:
        if clash := [text for text in self.contains for other in self.not_contains if other in text]:
            raise ValueError(f"contains and not_contains exclude each other: {clash[0]!r}")
        return self

    @property
    @override
    def expected(self) -> str:
        parts = [f"with {quoted(self.contains)}"] if self.contains else []
        parts += [f"without {quoted(self.not_contains)}"] if self.not_contains else []
        return one_line(f"a log {' and '.join(parts)} within {show_duration(self.within)}", 400)

    @property
    @override
    def question(self) -> ContainerLog:
        return ContainerLog(self.contains, self.within, self.port)

    @override
    def judge_running(self, fact: LogFact, facts: Facts) -> Finding:
        searched = f"{fact.text}\n{plain(fact.text, 1_000_000)}"
        missing = [text for text in self.contains if text not in searched]
        unwanted = [text for text in self.not_contains if text in searched]
        lines = last_lines(fact.text, 5)
        wrong = [f"not in the log: {quoted(missing)}"] if missing else []
        wrong += [f"in the log: {quoted(unwanted)}"] if unwanted else []
        wrong += [f"nothing listens on port {self.port}"] if fact.listens is False else []
        if wrong:
            return Unmet(with_lines("; ".join(wrong), lines or ("(the log is empty)",)))
        return Met(with_lines("as wanted; the last lines:", lines) if lines else "the log is empty")
