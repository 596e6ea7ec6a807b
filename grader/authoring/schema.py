"""The JSON Schemas of challenge.yaml, wrong.yaml and help.yaml, for editors."""

from collections.abc import Callable
from typing import Any

from grader.challenge.help_loader import HelpFile
from grader.challenge.model import Spec
from grader.challenge.wrong import WrongFile
from grader.criteria import kinds
from grader.criterion import Criterion

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def challenge_schema() -> dict[str, Any]:
    """The schema of challenge.yaml: the spec's own keys, and for each kind of criterion its options."""
    schema = Spec.model_json_schema(by_alias=True)
    definitions: dict[str, Any] = schema.setdefault("$defs", {})
    for name, kind in kinds().items():
        definitions[name] = _kind_schema(kind, definitions)
    references = [{"$ref": f"#/$defs/{name}"} for name in kinds()]
    schema["properties"]["criteria"]["items"] = {
        "type": "object",
        "required": ["check"],
        "properties": {"check": {"enum": list(kinds()), "description": "The kind of criterion."}},
        "oneOf": references,
    }
    return {"$schema": DRAFT, **schema, "title": "challenge.yaml"}


def wrong_schema() -> dict[str, Any]:
    """The schema of the file with a challenge's wrong variants."""
    return {"$schema": DRAFT, **WrongFile.model_json_schema(by_alias=True), "title": "wrong.yaml"}


def help_schema() -> dict[str, Any]:
    """The schema of the file with the longer hints."""
    return {"$schema": DRAFT, **HelpFile.model_json_schema(), "title": "help.yaml"}


SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "challenge": challenge_schema,
    "wrong": wrong_schema,
    "help": help_schema,
}
"""The schema of each file that an author writes, by the file's name without `.yaml`."""


def _kind_schema(kind: type[Criterion], definitions: dict[str, Any]) -> dict[str, Any]:
    schema = kind.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
    definitions |= schema.pop("$defs", {})
    summary = " ".join((kind.__doc__ or "").partition("\n\n")[0].split())
    return {**schema, "title": kind.kind(), "description": summary}
