"""A CSV that a teacher keeps, or that a learning platform gave: its cells, each row with its place."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.errors import UsageError
from grader.text import did_you_mean, one_line, quoted
from grader.values import Value

MAX_SHEET_BYTES = 10_000_000


class SheetRow(Value):
    """The cells of a row, as many as there are headings; `where` is `FILE:LINE`, for messages."""

    where: str
    cells: tuple[str, ...]


class Sheet(Value):
    """The headings and all rows that hold something. `delimiter` is what stands between its cells."""

    file: Path
    delimiter: str
    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]

    def has(self, *names: str) -> bool:
        """Whether each name is a heading, in any case."""
        there = [heading.strip().lower() for heading in self.headings]
        return all(name.lower() in there for name in names)

    def column(self, name: str) -> int:
        """Where the column is; any case will do. Raises UsageError where it is not there exactly once."""
        there = [heading.strip().lower() for heading in self.headings]
        if there.count(name.lower()) != 1:
            problem = "two columns" if name.lower() in there else "no column"
            near = "" if name.lower() in there else did_you_mean(name.lower(), there)
            raise UsageError(f"{self.file}:1: {problem} {name!r}{near}; it has {quoted(self.headings[:20])}")
        return there.index(name.lower())


def read_sheet(file: Path, what: str) -> Sheet:
    """The CSV, whichever of comma, semicolon and tab is between its cells; `what` names it in messages.

    Raises UsageError where it cannot be read, or where a row has more cells than there are headings.
    """
    text = _text(file, what)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        headings = tuple(next(reader, ()))
        filled = (cells for cells in reader if any(cell.strip() for cell in cells))
        rows = tuple(_row(f"{file}:{reader.line_num}", cells, len(headings)) for cells in filled)
    except csv.Error as error:
        raise UsageError(f"{file}:{reader.line_num}: {error}") from None
    return Sheet(file, delimiter, headings, rows)


def keyed_rows(sheet: Sheet, *names: str, needed: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The place and the stripped cells of each row, by the names of the columns; a missing one is empty.

    Raises UsageError where a needed column or cell is not there, or where two rows have one id.
    """
    columns = {name: sheet.column(name) for name in names if name in needed or sheet.has(name)}
    lines: dict[str, str] = {}
    for row in sheet.rows:
        cells = {name: row.cells[at].strip() for name, at in columns.items()}
        empty = next((name for name in needed if not cells[name]), None)
        if empty:
            raise UsageError(f"{row.where}: {empty}: must not be empty")
        check_once(lines, cells["id"], row.where)
        yield row.where, {name: cells.get(name, "") for name in names}


def check_once(lines: dict[str, str], key: str, where: str) -> None:
    """Note that the learner has a row here. Raises UsageError where there is one already."""
    if key in lines:
        first = lines[key].rpartition(":")[2]
        raise UsageError(f"{where}: id: two rows are for {one_line(key, 80)!r}, the first is line {first}")
    lines[key] = where


def _row(where: str, cells: list[str], count: int) -> SheetRow:
    if any(cell.strip() for cell in cells[count:]):
        raise UsageError(f"{where}: {len(cells)} cells, but line 1 has {count} headings")
    return SheetRow(where, tuple([*cells, *[""] * count][:count]))


def _text(file: Path, what: str) -> str:
    try:
        if file.stat().st_size > MAX_SHEET_BYTES:
            raise UsageError(f"the {what} {file} is larger than {MAX_SHEET_BYTES} bytes")
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"the {what} {file} cannot be read: save it as UTF-8") from None
    except OSError as error:
        raise UsageError(f"the {what} {file} cannot be read: {error.strerror}") from None
