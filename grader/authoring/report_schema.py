"""docs/report.schema.json: what report.json holds, from the classes that it is made of."""

from inspect import cleandoc
from typing import Any

from msgspec import json

from grader.authoring.schema import DRAFT
from grader.report.model import SCHEMA, Report


def report_schema() -> dict[str, Any]:
    """The schema of report.json. Each key is always there; keys that are not named may come later."""
    definitions: dict[str, Any] = json.schema(Report)["$defs"]
    schema = definitions.pop("Report")
    properties: dict[str, Any] = schema.pop("properties")
    del properties["attachments"], definitions["Attachments"]  # files beside it
    cause = definitions["ToldCause"]["properties"]
    definitions["ToldCause"]["properties"] = {**definitions.pop("Cause")["properties"], **cause}
    del cause["cause"], definitions["ToldCause"]["properties"]["cause"]
    definitions["Verdict"]["properties"]["cause"] = {
        "anyOf": [{"type": "string"}, {"type": "null"}],
        "description": "The `id` of the cause that it waits for.",
    }
    schema |= {"properties": {"schema": {"const": SCHEMA}, **properties}, "$defs": definitions}
    return {"$schema": DRAFT, **{name: _plain(part) for name, part in _whole(schema).items()}}


def _whole(schema: dict[str, Any]) -> dict[str, Any]:
    """All keys of all objects are written, also those that have a default."""
    for part in (schema, *schema["$defs"].values()):
        part["required"] = list(part["properties"])
    return {**schema, "title": "report.json"}


def _plain(part: Any) -> Any:
    """Without titles, which are the classes' names, and defaults; docstrings without their indentation."""
    if isinstance(part, str):
        return cleandoc(part)
    if isinstance(part, list):
        return [_plain(each) for each in part]
    if not isinstance(part, dict):
        return part
    is_names = all(isinstance(value, dict) for value in part.values()) and "type" not in part
    dropped = set() if is_names else {"title", "default"}
    return {name: _plain(value) for name, value in part.items() if name not in dropped}
