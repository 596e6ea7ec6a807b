"""Answers as plain JSON data and back, so that a changed spec can be judged without building again."""

import json
from collections.abc import Mapping
from typing import Any

import grader.evidence as evidence
from grader.dockerfile import Dockerfile
from grader.values import Value, from_data, to_data

Plain = list[dict[str, Any]]

_CLASSES = {
    cls.__name__: cls
    for cls in (*vars(evidence).values(), Dockerfile)
    if isinstance(cls, type) and issubclass(cls, Value)
}
"""Every class that a question or an answer is made of, by its name."""


class UnreadableEvidenceError(Exception):
    """What was kept is not what this version keeps."""


def to_plain(answers: Mapping[Any, Any]) -> Plain:
    """Questions and answers, each as its class's name with its fields."""
    return [
        {"question": _encoded(question), "answer": _encoded(answer)} for question, answer in answers.items()
    ]


def from_plain(kept: Plain) -> dict[Any, Any]:
    """What `to_plain` was given. Raises UnreadableEvidenceError."""
    try:
        return {_decoded(entry["question"]): _decoded(entry["answer"]) for entry in kept}
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableEvidenceError(f"the kept evidence cannot be read: {error}") from None


def _encoded(value: Any) -> dict[str, Any]:
    if isinstance(value, tuple):
        return {"type": "tuple", "items": [_encoded(item) for item in value]}
    if not isinstance(value, Value):
        raise TypeError(f"no question and no fact: {value!r}")
    return {"type": type(value).__name__, "fields": _json(to_data(value))}


def _json(fields: dict[str, Any]) -> dict[str, Any]:
    """As if written and read again; half a character, as in a file name that is no UTF-8, becomes `?`."""
    made: dict[str, Any] = json.loads(json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace"))
    return made


def _decoded(kept: Mapping[str, Any]) -> Any:
    if kept["type"] == "tuple":
        return tuple(_decoded(item) for item in kept["items"])
    if (cls := _CLASSES.get(kept["type"])) is None:
        raise ValueError(f"unknown kind of evidence {kept['type']!r}")
    return from_data(cls, kept["fields"])
