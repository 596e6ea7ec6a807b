"""Text for a terminal: laid out by rich, where no text is markup."""

import io
import os
import re
from collections.abc import Callable
from typing import TextIO

from rich.console import Console

NARROWEST, WIDEST = 60, 160
_GOES_ON = " \\"
_WORD = re.compile(r"(?:'[^']*'|\"[^\"]*\"|\\.|[^\s'\"]|['\"])+")


def has_colour(stream: TextIO) -> bool:
    """Whether it is a terminal with colours: NO_COLOR (no-color.org) and a dumb terminal say no."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def laid_out(draw: Callable[[Console], None], *, colour: bool, width: int, widest: int = WIDEST) -> str:
    """What `draw` prints, folded to `width` columns, without blanks at the ends of lines."""
    console = Console(
        file=io.StringIO(),
        force_terminal=colour,
        no_color=not colour,
        width=max(NARROWEST, min(width, widest)),
        highlight=False,
        markup=False,
        emoji=False,
    )
    with console.capture() as capture:
        draw(console)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def broken_at_slashes(text: str, width: int) -> str:
    """The text; words of more than `width` characters, such as paths, are broken behind slashes."""
    return "\n".join(
        " ".join(word if len(word) <= width else _broken(word, width) for word in line.split(" "))
        for line in text.split("\n")
    )


def continued(command: str, width: int) -> str:
    """A shell's command on lines of at most `width`, which it takes as one; what is quoted stays together."""
    first, *others = _WORD.findall(command) or [command]
    lines = [first]
    for word in others:
        if len(f"{lines[-1]} {word}{_GOES_ON}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return f"{_GOES_ON}\n".join(lines)


def _broken(word: str, width: int) -> str:
    first, *others = re.split(r"(?<=/)(?=[^/])", word)
    lines = [first]
    for piece in others:
        if len(lines[-1] + piece) <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    return "\n".join(lines)
