"""A table on the terminal."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from grader.report.console import laid_out

Cell = tuple[str, str]
"""A text and its style; an empty style is plain."""


def table(headings: Sequence[str], rows: Sequence[Sequence[Cell]], *, colour: bool, width: int) -> str:
    """The rows below their headings, folded to `width` columns."""
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
    for heading in headings:
        grid.add_column(heading, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(text, style) for text, style in row))
    return laid_out(lambda console: console.print(grid), colour=colour, width=width)
