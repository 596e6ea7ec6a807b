"""Answers as plain JSON data and back, so that a changed spec can be judged without building again."""

import json
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

import grader.evidence as evidence
from grader.dockerfile import Dockerfile

Plain = list[dict[str, Any]]


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
        return {_decoded(one["question"]): _decoded(one["answer"]) for one in kept}
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableEvidenceError(f"the kept evidence cannot be read: {error}") from None


def _encoded(value: Any) -> dict[str, Any]:
    if isinstance(value, tuple):
        return {"type": "tuple", "items": [_encoded(item) for item in value]}
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"no question and no fact: {value!r}")
    return {"type": type(value).__name__, "fields": _json(asdict(value))}


def _json(fields: dict[str, Any]) -> dict[str, Any]:
    """As if written and read again; half a character, as in a file name that is no UTF-8, becomes `?`."""
    made: dict[str, Any] = json.loads(json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace"))
    return made


def _decoded(kept: Mapping[str, Any]) -> Any:
    if kept["type"] == "tuple":
        return tuple(_decoded(item) for item in kept["items"])
    cls = Dockerfile if kept["type"] == "Dockerfile" else getattr(evidence, kept["type"], None)
    if not (isinstance(cls, type) and is_dataclass(cls)):
        raise ValueError(f"unknown kind of evidence {kept['type']!r}")
    return _adapter(cls).validate_python(kept["fields"])


@lru_cache(maxsize=100)
def _adapter(cls: type) -> TypeAdapter[Any]:
    return TypeAdapter(cls)
