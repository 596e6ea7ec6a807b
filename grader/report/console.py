"""Text for a terminal: laid out by rich, where no text is markup."""

import io
import os
from collections.abc import Callable
from typing import TextIO

from rich.console import Console

NARROWEST, WIDEST = 60, 160


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
