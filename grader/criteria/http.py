"""`http`: the running container answers a request."""

import json
from typing import Any, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from grader.criterion import Finding, Met, Unmet, met, renamed, unmet
from grader.criterion.application import ApplicationKind
from grader.criterion.drawn import with_word
from grader.criterion.json_difference import difference, parse_json
from grader.criterion.running import SAYS_OTHERWISE, no_answer, other_status
from grader.criterion.samples import http_answer
from grader.evidence import HttpAnswer, HttpRequest, NoHttpAnswer
from grader.fields import Duration, Port, Text
from grader.text import one_line
from grader.units import show_duration

Method = Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

_HEALTH: dict[str, Any] = {"path": "/health", "port": 5000}
_HEALTHY: dict[str, Any] = {**_HEALTH, "json": {"status": "healthy"}}
_NOBODY = NoHttpAnswer("only_loopback", "it listens on 127.0.0.1:5000 only", (5000,))
_GREETING: dict[str, Any] = {"path": "/{word}", "port": 5000, "json": ["Hi {word}"]}


class HttpKind(ApplicationKind):
    """A request to the running container gets the wanted status and content.

    An image is worth what its container does. The container is started with its own command, the
    request comes from outside it, redirects are not followed, and JSON values are compared with their
    types: the text "true" is not the value true.

    `{word}` in path and answer stands for a word that is drawn for each run. Judged by experiment.
    """

    old_spellings = renamed(text="contains")

    check: Literal["http"]
    path: str = Field("/", pattern=r"^/[!-~]*$", description="Path with query.")
    port: Port = Field(description="Port inside the container.")
    method: Method = Field("GET", description="The request's method.")
    status: int = Field(200, ge=100, le=599, strict=True, description="Status code of the answer.")
    headers: dict[Text, str] | None = Field(
        None, min_length=1, description="Headers of the answer, compared whole; names in any case."
    )
    exact_json: Any = Field(
        None, alias="json", description="The body is this JSON document, no more and no less."
    )
    json_contains: dict[str, Any] | None = Field(
        None, min_length=1, description="The body is a JSON object with at least these members."
    )
    contains: Text | None = Field(None, description="The body contains this text.")
    ready_within: Duration = Field(30.0, description="Time to get ready, such as `30s`.")

    examples = (
        met("the wanted document", http_answer('{"status": "healthy"}'), **_HEALTHY),
        unmet("another value", http_answer('{"status": "ok"}'), **_HEALTHY),
        unmet("one member too many", http_answer('{"status": "healthy", "x": 1}'), **_HEALTHY),
        unmet("another status", http_answer('{"status": "healthy"}', status=500), **_HEALTHY),
        unmet(
            "text is not a JSON value", http_answer('{"ok": "true"}'), **_HEALTH, json_contains={"ok": True}
        ),
        met("text in the body", http_answer("Hello"), **_HEALTH, contains="ell"),
        unmet("nobody answers", _NOBODY, **_HEALTHY),
        met("the word of this run", http_answer('["Hi Lami"]', word="Lami"), **_GREETING),
        unmet("prepared for one word", http_answer('["Hi Ada"]', word="Lami"), **_GREETING),
    )

    @model_validator(mode="after")
    def _one_document(self) -> Self:
        if {"exact_json", "json_contains"} <= self.model_fields_set:
            raise ValueError("give either json or json_contains, not both")
        return self

    @property
    @override
    def expected(self) -> str:
        parts = [f"status {self.status}"]
        parts += [f"{name}: {value}" for name, value in (self.headers or {}).items()]
        parts += [f"the JSON {_shown(self.exact_json)}"] if self.exact_json is not None else []
        parts += [f"JSON with {_shown(self.json_contains)}"] if self.json_contains is not None else []
        parts += [f"the text {self.contains!r}"] if self.contains is not None else []
        return f"{self.method} {self.path} on port {self.port} answers {' and '.join(parts)}"

    @property
    @override
    def question(self) -> HttpRequest:
        return HttpRequest(self.path, self.port, self.method, self.ready_within)

    @override
    def judge_fact(self, fact: HttpAnswer | NoHttpAnswer) -> Finding:
        if isinstance(fact, NoHttpAnswer):
            return no_answer(fact)
        if wrong := self._wrong_head(fact):
            return Unmet(wrong, hint=other_status(fact.status) if fact.status != self.status else None)
        if wrong := self._wrong_body(fact):
            return Unmet(wrong, hint=SAYS_OTHERWISE)
        return Met(f"status {fact.status} after {show_duration(fact.seconds)}: {_body(fact.body)}")

    def _wrong_head(self, answer: HttpAnswer) -> str | None:
        headers = dict(answer.headers)
        if answer.status != self.status:
            to = f" to {one_line(headers['location'], 80)}" if "location" in headers else ""
            followed = f" (a redirect{to}, which is not followed)" if 300 <= answer.status < 400 else ""
            return f"status {answer.status}{followed}: {_body(answer.body)}"
        for name, value in (self.headers or {}).items():
            if headers.get(name.lower()) != with_word(value, answer.word):
                return f"header {name}: {one_line(headers.get(name.lower(), 'missing'))}"
        return None

    def _wrong_body(self, answer: HttpAnswer) -> str | None:
        body = answer.body
        contains = with_word(self.contains, answer.word)
        if contains is not None and contains not in body:
            return f"the body does not contain {contains!r}: {_body(body)}"
        if self.exact_json is None and self.json_contains is None:
            return None
        try:
            document = parse_json(body)
        except ValueError as error:
            return f"the body is not JSON ({error}): {_body(body)}"
        exact = self.exact_json is not None
        wanted = self.exact_json if exact else self.json_contains
        return difference(with_word(wanted, answer.word), document, exact=exact)


def _shown(document: object) -> str:
    return one_line(json.dumps(document), 200)


def _body(body: str) -> str:
    return one_line(body, 160) or "an empty body"
