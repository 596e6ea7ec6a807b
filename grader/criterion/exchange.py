"""A request, and the answer that it must get."""

import json
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from grader.criterion.drawn import with_word
from grader.criterion.json_difference import difference, parse_json
from grader.criterion.options import Options
from grader.criterion.running import SAYS_OTHERWISE, other_status
from grader.evidence import HttpAnswer, HttpRequest
from grader.fields import Text
from grader.text import one_line

Method = Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


class Exchange(Options):
    """What is asked of an application, and what it must answer."""

    path: str = Field("/", pattern=r"^/[!-~]*$", description="Path with query.")
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

    @model_validator(mode="after")
    def _one_document(self) -> Self:
        if {"exact_json", "json_contains"} <= self.model_fields_set:
            raise ValueError("give either json or json_contains, not both")
        return self

    def request(self, port: int, ready_within: float, target: str | None = None) -> HttpRequest:
        """The question to a container of the stage `target`, else of the final one."""
        return HttpRequest(self.path, port, self.method, ready_within, target)

    @property
    def wanted(self) -> str:
        """The answer that it must get, in words."""
        parts = [f"status {self.status}"]
        parts += [f"{name}: {value}" for name, value in (self.headers or {}).items()]
        parts += [f"the JSON {_shown(self.exact_json)}"] if self.exact_json is not None else []
        parts += [f"JSON with {_shown(self.json_contains)}"] if self.json_contains is not None else []
        parts += [f"the text {self.contains!r}"] if self.contains is not None else []
        return " and ".join(parts)

    def difference(self, answer: HttpAnswer) -> str | None:
        """What is otherwise than wanted; None where nothing is."""
        return self._wrong_head(answer) or self._wrong_body(answer)

    def advice(self, answer: HttpAnswer) -> str | None:
        """What to do about an answer that is otherwise than wanted; None where that is all that is known."""
        if answer.status != self.status:
            return other_status(answer.status)
        return None if self._wrong_head(answer) else SAYS_OTHERWISE

    def _wrong_head(self, answer: HttpAnswer) -> str | None:
        headers = dict(answer.headers)
        if answer.status != self.status:
            to = f" to {one_line(headers['location'], 80)}" if "location" in headers else ""
            followed = f" (a redirect{to}, which is not followed)" if 300 <= answer.status < 400 else ""
            return f"status {answer.status}{followed}: {shown_body(answer.body)}"
        for name, value in (self.headers or {}).items():
            if headers.get(name.lower()) != with_word(value, answer.word):
                return f"header {name}: {one_line(headers.get(name.lower(), 'missing'))}"
        return None

    def _wrong_body(self, answer: HttpAnswer) -> str | None:
        body = answer.body
        contains = with_word(self.contains, answer.word)
        if contains is not None and contains not in body:
            return f"the body does not contain {contains!r}: {shown_body(body)}"
        if self.exact_json is None and self.json_contains is None:
            return None
        try:
            document = parse_json(body)
        except ValueError as error:
            return f"the body is not JSON ({error}): {shown_body(body)}"
        exact = self.exact_json is not None
        wanted = self.exact_json if exact else self.json_contains
        return difference(with_word(wanted, answer.word), document, exact=exact)


def _shown(document: object) -> str:
    return one_line(json.dumps(document), 200)


def shown_body(body: str) -> str:
    """A body on one line, cut."""
    return one_line(body, 160) or "an empty body"
