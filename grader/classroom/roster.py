"""The roster: a CSV that says who is in the class, and where each one's submission is."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from grader.classroom.entries import MAX_NAME, Submission
from grader.errors import UsageError
from grader.text import one_line

MAX_ROSTER_BYTES = 10_000_000
COLUMNS = ("id", "name", "path")


def from_roster(file: Path, found: Sequence[Submission], folders: Sequence[Path]) -> Iterator[Submission]:
    """The submissions that the roster lists; a learner without one gets a path that is not there."""
    for line, row in _rows(file):
        where = f"{file}:{line}"
        if (name := one_line(row["id"], MAX_NAME)) != row["id"]:
            raise UsageError(f"{where}: id: at most {MAX_NAME} characters that can be shown, got {name!r}")
        path = _path(row.get("path") or row["id"], found, folders, where)
        yield Submission(name, one_line(row.get("name") or name, MAX_NAME), path)


def not_listed(found: Iterable[Submission], listed: Iterable[Submission]) -> list[Submission]:
    """What lies in the class's folders, and the roster does not name."""
    taken = {submission.path for submission in listed}
    return [submission for submission in found if submission.path not in taken]


def _path(wanted: str, found: Sequence[Submission], folders: Sequence[Path], where: str) -> Path:
    for alike in (_same, _same_in_any_case):
        paths = {submission.path for submission in found if alike(submission, wanted)}
        if len(paths) > 1:
            names = ", ".join(sorted(map(str, paths)))
            raise UsageError(f"{where}: path: {wanted!r} may be any of {names}: write more of the path")
        if paths:
            return paths.pop()
    return _below(wanted, folders, where)


def _same(submission: Submission, wanted: str) -> bool:
    """Whether the path ends with what is wanted, with or without an archive's ending."""
    parts = PurePosixPath(_composed(wanted).replace("\\", "/")).parts
    there = tuple(map(_composed, submission.path.absolute().parts))
    named = (*there[:-1], _composed(submission.id))
    return bool(parts) and parts in {there[-len(parts) :], named[-len(parts) :]}


def _same_in_any_case(submission: Submission, wanted: str) -> bool:
    path = Path(str(submission.path.absolute()).casefold())
    lower = replace(submission, id=submission.id.casefold(), path=path)
    return _same(lower, wanted.casefold())


def _composed(text: str) -> str:
    """MacOS writes file names with letters and accents apart, rosters have them in one (Unicode NFC)."""
    return unicodedata.normalize("NFC", text)


def _below(wanted: str, folders: Sequence[Path], where: str) -> Path:
    """The path below the first folder that holds it."""
    try:
        places = [(folder / wanted, folder.resolve()) for folder in folders]
        for path, folder in places:
            real = path.resolve()
            if ".." in path.parts or real == folder or not real.is_relative_to(folder):
                raise UsageError(f"{where}: path: must stay below the class's folder, got {wanted!r}")
        return next((path for path, _ in places if path.exists()), places[0][0])
    except (OSError, ValueError, RuntimeError) as error:
        raise UsageError(f"{where}: path: no usable path: {one_line(str(error))}") from None


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    text = _text(file)
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        headings = [heading.strip().lower() for heading in reader.fieldnames or ()]
        if headings.count("id") != 1 or max(map(headings.count, COLUMNS)) > 1:
            raise UsageError(f"{file}:1: the roster needs one column id, and may have name and path")
        for row in reader:
            plain = {str(key).strip().lower(): str(value or "").strip() for key, value in row.items()}
            if not any(plain.values()):
                continue
            if not plain["id"]:
                raise UsageError(f"{file}:{reader.line_num}: id: must not be empty")
            yield reader.line_num, plain
    except csv.Error as error:
        raise UsageError(f"{file}:{reader.line_num}: {error}") from None


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > MAX_ROSTER_BYTES:
            raise UsageError(f"the roster {file} is larger than {MAX_ROSTER_BYTES} bytes")
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"the roster {file} cannot be read: save it as UTF-8") from None
    except OSError as error:
        raise UsageError(f"the roster {file} cannot be read: {error.strerror}") from None
