"""An author's longer hint: paragraphs, which may be folded anew, and lines to copy, which may not."""

import re
import textwrap
from collections.abc import Iterator

from grader.text import plain
from grader.values import Value

MAX_HELP = 20_000
_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n)+")


class Block(Value):
    """A paragraph on one line, or, with `to_copy`, lines as the author wrote them."""

    text: str
    to_copy: bool = False


def blocks(text: str) -> Iterator[Block]:
    """The parts between empty lines, all inert; lines that all begin with blanks are to copy."""
    for part in _EMPTY_LINES.split(plain(text, MAX_HELP).strip("\n")):
        lines = part.splitlines()
        if all(line[:1] in {" ", "\t"} for line in lines):
            yield Block(textwrap.dedent(part), to_copy=True)
        else:
            yield Block(" ".join(part.split()))
