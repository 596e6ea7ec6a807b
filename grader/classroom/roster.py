"""The roster: a CSV that says who is in the class, and where each one's submission is."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from grader.classroom.entries import MAX_NAME, Submission
from grader.classroom.sheet import keyed_rows, read_sheet
from grader.classroom.times import read_time
from grader.errors import UsageError
from grader.text import one_line
from grader.values import replace

LATE = "late"
"""What stands for a time that only the learning platform knows, and was after the deadline."""


def from_roster(file: Path, found: Sequence[Submission], folders: Sequence[Path]) -> Iterator[Submission]:
    """The submissions that the roster lists; a learner without one gets a path that is not there."""
    sheet = read_sheet(file, "roster")
    if not sheet.has("id"):
        raise UsageError(f"{file}:1: the roster needs one column id, and may have name, path and handed_in")
    for where, row in keyed_rows(sheet, "id", "name", "path", "handed_in", needed=["id"]):
        path = _path(row["path"] or row["id"], found, folders, where)
        yield _listed(row, path, where)


def readable_id(text: str, where: str) -> str:
    """The id, where all of it can be shown; else UsageError."""
    if (name := one_line(text, MAX_NAME)) != text:
        raise UsageError(f"{where}: id: at most {MAX_NAME} characters that can be shown, got {name!r}")
    return name


def _listed(row: dict[str, str], path: Path, where: str) -> Submission:
    name, handed_in = readable_id(row["id"], where), row["handed_in"]
    is_late = handed_in.lower() == LATE
    return Submission(
        name,
        one_line(row["name"] or name, MAX_NAME),
        path,
        handed_in=read_time(handed_in, f"{where}: handed_in") if handed_in and not is_late else None,
        said_late=is_late,
    )


def not_listed(found: Iterable[Submission], listed: Iterable[Submission]) -> list[Submission]:
    """What lies in the class's folders, and the roster does not name."""
    taken = {path for submission in listed for path in (submission.path, *submission.path.parents)}
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
