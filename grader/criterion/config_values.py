"""Values of an image's configuration compared with those that are wanted."""

import json
from collections.abc import Iterator, Mapping

from grader.text import one_line

Wrong = tuple[str, str]
"""What was found, and the instruction that would set it."""


def differing(
    instruction: str, wanted: Mapping[str, str | None], there: Mapping[str, str]
) -> Iterator[Wrong]:
    """Names that are not set, or to another value; None wants any value but an empty one."""
    for name, value in wanted.items():
        if name not in there:
            yield f"{instruction} {name} is not set", f"{instruction} {name}={_quoted(value)}"
        elif there[name] != value and not (value is None and there[name]):
            found = one_line(there[name], 80) or "empty"
            yield f"{instruction} {name} is {found}", f"{instruction} {name}={_quoted(value)}"


def _quoted(value: str | None) -> str:
    if value is None:
        return "..."
    return f'"{value}"' if not value or " " in value else value


def shown(values: tuple[str, ...]) -> str:
    """The values in a row, or `none`."""
    return one_line(", ".join(values), 150) or "none"


def array(words: tuple[str, ...] | None) -> str:
    """The words as a JSON array, the way an instruction takes them."""
    return one_line(json.dumps(list(words or ()), ensure_ascii=False), 150)
