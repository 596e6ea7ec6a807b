"""A table on the terminal."""

import io
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

Cell = tuple[str, str]
"""A text and its style; an empty style is plain."""


def table(headings: Sequence[str], rows: Sequence[Sequence[Cell]], *, colour: bool, width: int) -> str:
    """The rows below their headings, folded to `width` columns."""
    console = Console(
        file=io.StringIO(),
        force_terminal=colour,
        no_color=not colour,
        width=max(60, min(width, 160)),
        highlight=False,
        markup=False,
        emoji=False,
    )
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
    for heading in headings:
        grid.add_column(heading, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(text, style) for text, style in row))
    with console.capture() as capture:
        console.print(grid)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())
