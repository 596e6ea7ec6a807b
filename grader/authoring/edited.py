"""A Dockerfile's text that is changed instruction by instruction; all else stays as it is written."""

import re
from collections.abc import Callable, Iterator

from grader.dockerfile import DockerfileError, Instruction, read_dockerfile
from grader.dockerfile.parse.instructions import parsed_instructions
from grader.dockerfile.parse.lines import decoded_lines
from grader.dockerfile.parse.logical import LineReader
from grader.values import Value


class Edited(Value):
    """A Dockerfile after one change: what was changed in words, where, and the new text."""

    what: str
    line: int
    text: str


class DockerfileText:
    """The text of a Dockerfile that BuildKit accepts. Raises DockerfileError."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._escape = read_dockerfile(text.encode()).escape
        self._lines = text.splitlines(keepends=True)
        self.items = _items(text, self._escape)

    def raw(self, item: Instruction) -> str:
        """An instruction as it is written, with its line end."""
        return "".join(self._lines[item.line - 1 : item.end_line])

    def put(self, item: Instruction, new: str) -> str:
        """The text with another one in place of the instruction."""
        return "".join([*self._lines[: item.line - 1], new, *self._lines[item.end_line :]])

    def swapped(self, one: Instruction, other: Instruction) -> str:
        """The text with two instructions in each other's places; `one` stands first."""
        between = self._lines[one.end_line : other.line - 1]
        before, after = self._lines[: one.line - 1], self._lines[other.end_line :]
        return "".join([*before, self.raw(other), *between, self.raw(one), *after])

    def edits(
        self,
        item: Instruction,
        pattern: "re.Pattern[str]",
        by: Callable[["re.Match[str]"], tuple[str, str] | None],
    ) -> Iterator[Edited]:
        """The text with each match in an instruction replaced; `by` gives the words and the new text."""
        raw = self.raw(item)
        for match in pattern.finditer(raw):
            if (replaced := by(match)) is not None:
                what, new = replaced
                yield Edited(what, item.line, self.put(item, raw[: match.start()] + new + raw[match.end() :]))

    def is_another(self, text: str) -> bool:
        """Whether a text says something else than this one, and BuildKit accepts it."""
        try:
            read_dockerfile(text.encode())
        except DockerfileError:
            return False
        return _said(_items(text, self._escape)) != _said(self.items)


def _items(text: str, escape: str) -> list[Instruction]:
    reader = LineReader(decoded_lines(text.encode()), escape)
    return [item for item, _ in parsed_instructions(reader)]


def _said(items: list[Instruction]) -> list[tuple[object, ...]]:
    return [(item.keyword, item.flags, item.words, item.exec_form, item.heredocs) for item in items]
