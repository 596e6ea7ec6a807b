"""JSON documents compared with their types: no value of one type equals one of another."""

import json
from typing import Any, NoReturn

from grader.text import one_line

MAX_DEPTH = 100


def parse_json(text: str) -> Any:
    """The document; ValueError where `text` is not JSON (RFC 8259: no NaN, no Infinity)."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def difference(wanted: Any, found: Any, *, exact: bool, where: str = "", depth: int = 0) -> str | None:
    """The first difference in words, with its path; None where there is none.

    With `exact` false, objects in `found` may have members that `wanted` does not name.
    """
    if depth > MAX_DEPTH:
        return f"{_name(where)}: nested too deeply"
    if _type(wanted) != _type(found):
        return f"{_name(where)} is {_shown(found)} ({_type(found)}), not {_shown(wanted)} ({_type(wanted)})"
    if isinstance(wanted, dict):
        return _object_difference(wanted, found, exact=exact, where=where, depth=depth)
    if isinstance(wanted, list):
        if len(wanted) != len(found):
            return f"{_name(where)} has {len(found)} items, not {len(wanted)}"
        pairs = enumerate(zip(wanted, found, strict=True))
        inner = (difference(a, b, exact=exact, where=f"{where}[{i}]", depth=depth + 1) for i, (a, b) in pairs)
        return next((text for text in inner if text), None)
    return None if wanted == found else f"{_name(where)} is {_shown(found)}, not {_shown(wanted)}"


def _object_difference(
    wanted: dict[str, Any], found: dict[str, Any], *, exact: bool, where: str, depth: int
) -> str | None:
    for key, value in wanted.items():
        if key not in found:
            return f"{_name(where)} has no {key!r}: {_shown(found)}"
        inner = difference(value, found[key], exact=exact, where=f"{where}.{key}", depth=depth + 1)
        if inner:
            return inner
    extra = [key for key in found if key not in wanted]
    if exact and extra:
        return f"{_name(where)} has also {one_line(repr(extra[0]), 60)}, which is not wanted: {_shown(found)}"
    return None


def _name(where: str) -> str:
    return f"{one_line(where.removeprefix('.'), 200)} in the JSON" if where else "the JSON document"


def _type(value: Any) -> str:
    names = {bool: "boolean", int: "number", float: "number", str: "text", list: "list", dict: "object"}
    return names.get(type(value), "null")


def _shown(value: Any) -> str:
    return one_line(json.dumps(value), 120)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON value")
