"""From physical to logical lines: continuations, comments and blank lines between, here-document bodies.

The rules are those of Parse in BuildKit's frontend/dockerfile/parser/parser.go. They are kept here, and not
left to the third-party parser, which does not know that ONBUILD can hold here-documents.
"""

from collections.abc import Iterator, Sequence

from grader.dockerfile.parse.lines import SPACES, is_comment, without_newline
from grader.values import Value


class LogicalLine(Value):
    """One instruction's text in one piece."""

    text: str
    line: int
    gap: bool
    """A blank line stood between its continuation lines."""


class LineReader:
    """Reads logical lines one after another. `at` is the number of the last line read."""

    def __init__(self, lines: Sequence[str], escape: str) -> None:
        self._lines = lines
        self.escape = escape
        self.at = 0

    def __iter__(self) -> Iterator[LogicalLine]:
        while self.at < len(self._lines):
            line = self._take()
            first = "" if is_comment(line) else without_newline(line).lstrip(SPACES)
            start = self.at
            piece = self._continued(first)
            if piece is not None:
                text, gap = self._joined(piece)
                yield LogicalLine(text, start, gap)
            elif first:
                yield LogicalLine(first, start, gap=False)

    def body(self, terminator: str, *, chomp: bool) -> str | None:
        """Take the lines of a here-document and its terminator; None where the file ends before it."""
        taken: list[str] = []
        while self.at < len(self._lines):
            line = self._take()
            word = without_newline(line)
            if (word.lstrip("\t") if chomp else word) == terminator:
                return "".join(taken)
            taken.append(line)
        return None

    def _take(self) -> str:
        self.at += 1
        return self._lines[self.at - 1]

    def _joined(self, first: str) -> tuple[str, bool]:
        pieces, gap = [first], False
        while self.at < len(self._lines):
            line = self._take()
            if is_comment(line):
                continue
            text = without_newline(line)
            if not text.lstrip(SPACES):
                gap = True
                continue
            piece = self._continued(text)
            pieces.append(text if piece is None else piece)
            if piece is None:
                break
        return "".join(pieces), gap

    def _continued(self, text: str) -> str | None:
        """Return the text before a closing escape character that is not itself escaped, None without one."""
        body = text.rstrip(" \t")
        if not body.endswith(self.escape) or body[-2:-1] == self.escape:
            return None
        return body[:-1]
