"""`http`: the running container answers a request."""

from typing import Any, Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import Finding, Met, Unmet, met, renamed, unmet
from grader.criterion.application import ApplicationKind
from grader.criterion.exchange import Exchange, shown_body
from grader.criterion.running import no_answer
from grader.criterion.samples import http_answer
from grader.criterion.targets import StageKind
from grader.evidence import Facts, HttpAnswer, HttpRequest, NoHttpAnswer, Question
from grader.fields import Duration, OneOrMore, Port
from grader.units import show_duration

_HEALTH: dict[str, Any] = {"path": "/health", "port": 5000}
_HEALTHY: dict[str, Any] = {**_HEALTH, "json": {"status": "healthy"}}
_YES, _MEMORY = http_answer('{"status": "healthy"}'), http_answer("memory 3")
_TRUE: dict[str, Any] = {**_HEALTH, "json_contains": {"ok": True}}
_NOBODY = NoHttpAnswer("only_loopback", "it listens on 127.0.0.1:5000 only", (5000,))
_TWO: dict[str, Any] = {**_HEALTHY, "others": [{"path": "/stats", "contains": "memory"}]}
_GREETING: dict[str, Any] = {"path": "/{word}", "port": 5000, "json": ["Hi {word}"]}


class HttpKind(Exchange, StageKind, ApplicationKind):
    """A request to the running container gets the wanted status and content.

    An image is worth what its container does. The container is started with its own command, the
    request comes from outside it, redirects are not followed, and JSON values are compared with their
    types: the text "true" is not the value true. With `target`, a container of that stage's image is asked.

    `{word}` in path and answer stands for a word that is drawn for each run. Judged by experiment.
    """

    old_spellings = renamed(text="contains")

    check: Literal["http"]
    port: Port = Field(description="Port inside the container.")
    ready_within: Duration = Field(30.0, description="Time to get ready, such as `30s`.")
    others: OneOrMore[Exchange] = Field(
        (), description="Further requests that learners are not shown; all must be answered so."
    )

    examples = (
        met("the wanted document", _YES, **_HEALTHY),
        unmet("another value", http_answer('{"status": "ok"}'), **_HEALTHY),
        unmet("one member too many", http_answer('{"status": "healthy", "x": 1}'), **_HEALTHY),
        unmet("another status", http_answer('{"status": "healthy"}', status=500), **_HEALTHY),
        unmet("text is not a JSON value", http_answer('{"ok": "true"}'), **_TRUE),
        met("text in the body", http_answer("Hello"), **_HEALTH, contains="ell"),
        unmet("nobody answers", _NOBODY, **_HEALTHY),
        met("a request that is not shown", _YES, _MEMORY, **_TWO),
        unmet("it gets another answer", _YES, _YES, **_TWO),
        met("the word of this run", http_answer('["Hi Lami"]', word="Lami"), **_GREETING),
        met(
            "a stage", http_answer('{"debug": true}'), **_HEALTH, target="dev", json_contains={"debug": True}
        ),
        unmet("prepared for one word", http_answer('["Hi Ada"]', word="Lami"), **_GREETING),
    )

    @property
    @override
    def expected(self) -> str:
        others = f", and {_count(len(self.others))} as they must be" if self.others else ""
        of = f" of the stage {self.target}" if self.target else ""
        return f"{self.method} {self.path} on port {self.port}{of} answers {self.wanted}{others}"

    @property
    @override
    def keeps_back(self) -> bool:
        return self.hidden or bool(self.others)

    @property
    @override
    def question(self) -> HttpRequest:
        return self.request(self.port, self.ready_within, self.target)

    @property
    def _further(self) -> list[tuple[Exchange, HttpRequest]]:
        return [(other, other.request(self.port, self.ready_within, self.target)) for other in self.others]

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (*super().questions(), *(question for _, question in self._further))

    @override
    def judge(self, facts: Facts) -> Finding:
        finding = super().judge(facts)
        answers = [(other, facts[question]) for other, question in self._further]
        missed = sum(isinstance(got, NoHttpAnswer) or bool(other.difference(got)) for other, got in answers)
        if not missed or not isinstance(finding, Met):
            return finding
        return Unmet(f"{finding.found}\nbut {missed} of {_count(len(answers))} got another answer")

    @override
    def judge_fact(self, fact: HttpAnswer | NoHttpAnswer) -> Finding:
        if isinstance(fact, NoHttpAnswer):
            return no_answer(fact)
        if wrong := self.difference(fact):
            return Unmet(wrong, hint=self.advice(fact))
        return Met(f"status {fact.status} after {show_duration(fact.seconds)}: {shown_body(fact.body)}")


def _count(number: int) -> str:
    return f"{number} further request{'s that are' if number > 1 else ' that is'} not shown"
