"""The oracle: BuildKit's own parser, compiled from Go (PyPI `dockerfile` 3.4.0).

It parses, and checks neither the number of words nor stages. Its BuildKit is older than the one described
here: it does not know `# check=` nor `<< EOF` with a space, ignores text behind a JSON array, and in flags
takes bytes for characters and the backslash for the escape character whatever the directive says. It does
not show the here-documents of an ONBUILD instruction.
"""

from typing import Any

import dockerfile  # type: ignore[import-not-found, import-untyped, unused-ignore] # a C extension without types

from grader.dockerfile.errors import Problem
from grader.dockerfile.model import Instruction
from grader.dockerfile.parse.directives import read_directives
from grader.dockerfile.parse.instructions import parsed_instructions
from grader.dockerfile.parse.lines import decoded_lines
from grader.dockerfile.parse.logical import LineReader
from grader.dockerfile.parse.syntax import KEYWORDS

Seen = dict[str, Any]
"""One instruction, as far as both parsers show it."""


def _from_oracle(command: Any) -> Seen:
    keyword = (command.cmd or "").upper()
    onbuild = keyword == "ONBUILD"
    return {
        "keyword": keyword,
        "words": ((command.sub_cmd,) if onbuild and command.sub_cmd else ()) + command.value,
        "flags": command.flags if keyword in KEYWORDS else (),
        "exec_form": command.json,
        "lines": (command.start_line, command.end_line),
        "heredocs": tuple((doc.name, doc.content, doc.file_descriptor) for doc in command.heredocs),
    }


def _from_grader(item: Instruction) -> Seen:
    shown = item.trigger or item
    return {
        "keyword": item.keyword.upper(),
        "words": item.words if shown.keyword in KEYWORDS else (*item.words[: item is not shown], ""),
        "flags": item.flags,
        "exec_form": shown.exec_form,
        "lines": (item.line, item.end_line),
        "heredocs": ()
        if item.keyword == "ONBUILD"
        else tuple((doc.name, doc.content, doc.file_descriptor) for doc in item.heredocs),
    }


def oracle(source: str) -> list[Seen] | None:
    """Return the oracle's instructions, None when it refuses the file."""
    try:
        return [_from_oracle(command) for command in dockerfile.parse_string(source)]
    except dockerfile.GoParseError:
        return None


def grader(source: str) -> list[Seen] | None:
    """Return the grader's instructions, before their form is checked; None when it refuses the file."""
    try:
        lines = decoded_lines(source.encode())
        reader = LineReader(lines, read_directives(lines).escape)
        return [_from_grader(item) for item, _ in parsed_instructions(reader)] or None
    except Problem:
        return None
