"""`http`: the running container answers a request."""

import json
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.criterion.json_difference import difference, parse_json
from grader.evidence import Facts, HttpAnswer, HttpRequest, NoHttpAnswer, Question
from grader.fields import Duration, Text
from grader.text import one_line
from grader.units import show_duration

_HINTS = {
    "only_loopback": "Make the application listen on 0.0.0.0: 127.0.0.1 inside a container cannot be reached "
    "from outside it.",
    "exited": "Run the image by hand (docker run --rm IMAGE) and read why the application ends.",
    "cannot_start": "Check CMD and ENTRYPOINT: the program they name must be in the final stage.",
}

_ASKED = HttpRequest(path="/health", port=5000)
_OPTIONS = {"path": "/health", "port": 5000, "json": {"status": "healthy"}}


def _answer(status: int, body: str) -> dict[Question[Any], Any]:
    return {_ASKED: HttpAnswer(status, (("content-type", "application/json"),), body, 0.1)}


class HttpKind(Criterion):
    """A request to the running container gets the wanted status and content.

    An image is worth what its container does. The container is started with its own command, the
    request comes from outside it, redirects are not followed, and JSON values are compared with their
    types: the text "true" is not the value true.
    """

    check: Literal["http"]
    path: Annotated[str, Field(pattern=r"^/[!-~]*$", description="Path with query.")] = "/"
    port: Annotated[int, Field(ge=1, le=65535, strict=True, description="Port inside the container.")]
    method: Annotated[
        Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
        Field(description="The request's method."),
    ] = "GET"
    status: Annotated[int, Field(ge=100, le=599, strict=True, description="Status code of the answer.")] = 200
    headers: Annotated[
        dict[Text, str] | None,
        Field(min_length=1, description="Headers of the answer, compared whole; names in any case."),
    ] = None
    exact_json: Annotated[
        Any, Field(alias="json", description="The body is this JSON document, no more and no less.")
    ] = None
    json_contains: Annotated[
        dict[str, Any] | None,
        Field(min_length=1, description="The body is a JSON object with at least these members."),
    ] = None
    text: Annotated[Text | None, Field(description="The body contains this text.")] = None
    ready_within: Annotated[Duration, Field(description="Time to get ready, such as `30s`.")] = 30.0

    examples: ClassVar[tuple[Example, ...]] = (
        Example("the wanted document", Met, _answer(200, '{"status": "healthy"}'), _OPTIONS),
        Example("another value", Unmet, _answer(200, '{"status": "ok"}'), _OPTIONS),
        Example("one member too many", Unmet, _answer(200, '{"status": "healthy", "x": 1}'), _OPTIONS),
        Example("another status", Unmet, _answer(500, '{"status": "healthy"}'), _OPTIONS),
        Example(
            "text is not a JSON value",
            Unmet,
            _answer(200, '{"ok": "true"}'),
            {"path": "/health", "port": 5000, "json_contains": {"ok": True}},
        ),
        Example(
            "text in the body", Met, _answer(200, "Hello"), {"path": "/health", "port": 5000, "text": "ell"}
        ),
        Example(
            "nobody answers",
            Unmet,
            {_ASKED: NoHttpAnswer("only_loopback", "it listens on 127.0.0.1:5000 only", (5000,))},
            _OPTIONS,
        ),
    )

    @model_validator(mode="after")
    def _expectations_say_something(self) -> "HttpKind":
        given = self.model_fields_set
        for name in ("exact_json", "json_contains", "text", "headers"):
            if name in given and getattr(self, name) is None:
                raise ValueError(
                    f"{'json' if name == 'exact_json' else name}: null expects nothing; leave it out"
                )
        if {"exact_json", "json_contains"} <= given:
            raise ValueError("give either json or json_contains, not both")
        return self

    @property
    def expected(self) -> str:
        """The request and what it must bring."""
        parts = [f"status {self.status}"]
        parts += [f"{name}: {value}" for name, value in (self.headers or {}).items()]
        if self.exact_json is not None:
            parts.append(f"the JSON {_shown(self.exact_json)}")
        if self.json_contains is not None:
            parts.append(f"JSON with {_shown(self.json_contains)}")
        if self.text is not None:
            parts.append(f"the text {self.text!r}")
        return f"{self.method} {self.path} on port {self.port} answers {' and '.join(parts)}"

    def questions(self) -> tuple[Question[Any], ...]:
        """The request."""
        return (self._request(),)

    def judge(self, facts: Facts) -> Finding:
        """Compare the answer with every expectation; the first that fails is told."""
        answer = facts[self._request()]
        if isinstance(answer, NoHttpAnswer):
            log = "".join(f"\n  | {line}" for line in answer.log)
            return Unmet(answer.detail + log, hint=_HINTS.get(answer.problem))
        wrong = self._wrong_head(answer) or self._wrong_body(answer.body)
        if wrong:
            return Unmet(wrong)
        return Met(f"status {answer.status} after {show_duration(answer.seconds)}: {_body(answer.body)}")

    def _request(self) -> HttpRequest:
        return HttpRequest(self.path, self.port, self.method, self.ready_within)

    def _wrong_head(self, answer: HttpAnswer) -> str | None:
        headers = dict(answer.headers)
        if answer.status != self.status:
            to = f" to {one_line(headers['location'], 80)}" if "location" in headers else ""
            followed = f" (a redirect{to}, which is not followed)" if 300 <= answer.status < 400 else ""
            return f"status {answer.status}{followed}: {_body(answer.body)}"
        for name, value in (self.headers or {}).items():
            if headers.get(name.lower()) != value:
                return f"header {name}: {one_line(headers.get(name.lower(), 'missing'))}"
        return None

    def _wrong_body(self, body: str) -> str | None:
        if self.text is not None and self.text not in body:
            return f"the body does not contain {self.text!r}: {_body(body)}"
        if self.exact_json is None and self.json_contains is None:
            return None
        try:
            document = parse_json(body)
        except ValueError as error:
            return f"the body is not JSON ({error}): {_body(body)}"
        if self.exact_json is not None:
            return difference(self.exact_json, document, exact=True)
        return difference(self.json_contains, document, exact=False)


def _shown(document: object) -> str:
    return one_line(json.dumps(document), 200)


def _body(body: str) -> str:
    return one_line(body, 160) or "an empty body"
