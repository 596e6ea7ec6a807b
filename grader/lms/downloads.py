"""A learning platform's zip with everybody's files, unpacked into a folder for each learner."""

from collections.abc import Callable
from pathlib import Path

from grader.classroom.archives import MAX_INDEX_BYTES, zipped_members
from grader.classroom.careful import REFUSED, CarefulFile, RefusedArchiveError, is_machines_fault
from grader.classroom.members import Unpacking
from grader.errors import UsageError
from grader.text import one_line
from grader.values import Value, replace

_JUNK = ("__MACOSX/", "._", ".DS_Store")


class Part(Value):
    """What a member's name says: whose it is, what stands before that one's number, and the file's path."""

    learner: str
    label: str
    path: str


PartOf = Callable[[str], Part | None]
"""From a member's name to its part; None for what is left out. Raises UsageError for no such name."""


def unpack_by_learner(archive: Path, folder: Path, part_of: PartOf) -> dict[str, Part]:
    """Unpack each learner's files below `folder`/ID, each within the limits of one submission.

    Returns a part of each learner who handed in something. Raises UsageError with the archive and the member
    for a name that `part_of` does not know, that leads out, or that is somebody's second submission.
    """
    try:
        with archive.open("rb") as stream:
            return _unpack(archive, CarefulFile(stream, MAX_INDEX_BYTES), folder, part_of)
    except RefusedArchiveError as error:
        raise UsageError(f"{archive}: {error}") from None
    except REFUSED as error:
        if is_machines_fault(error) and archive.is_file():
            raise
        why = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{archive} cannot be read as a zip: {one_line(why, 160)}") from None


def _unpack(archive: Path, file: CarefulFile, folder: Path, part_of: PartOf) -> dict[str, Part]:
    first: dict[str, Part] = {}
    unpacking: dict[str, Unpacking] = {}
    for member in zipped_members(file):
        if member.name.startswith(_JUNK):
            continue
        try:
            part = part_of(member.name)
        except UsageError as error:
            raise UsageError(f"{archive}: {one_line(member.name, 120)}: {error}") from None
        if part is None:
            continue
        other = first.setdefault(part.learner, part)
        if other.label != part.label:
            both = f"{one_line(other.label, 80)!r} and {one_line(part.label, 80)!r}"
            raise UsageError(f"{archive}: two submissions are of learner {part.learner}: {both}")
        theirs = unpacking.setdefault(part.learner, Unpacking(folder / part.learner, file))
        theirs.take(iter([replace(member, name=part.path)]))
    return first
