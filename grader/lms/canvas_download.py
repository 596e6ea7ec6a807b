"""Canvas's `submissions.zip` and its gradebook, made a class's folder.

Names as lib/content_zipper.rb of instructure/canvas-lms makes them: `NAME[_LATE]_NUMBER_FILE_ORIGINAL`, with
letters, digits and underscores before ORIGINAL only; a text or a link instead of files ends after NUMBER. As
Assignment#infer_comment_context_from_filename does, the first two parts that are numbers are taken. A file of
one name that is handed in again gets `-1` before its ending (Attachment.make_unique_filename).
"""

import re
from pathlib import Path

from grader.classroom.roster import LATE
from grader.errors import UsageError
from grader.lms.collected import Collected, new_folder, submission_in, write_roster
from grader.lms.downloads import Part, unpack_by_learner
from grader.lms.gradebook import Gradebook, read_gradebook

_FILE = re.compile(r"(?P<label>[^/]*?)_(?P<number>[0-9]{1,18})_[0-9]{1,18}_(?P<original>[^/]+)")
_ONLINE = re.compile(r"[^/]*_[0-9]{1,18}_(text|link)\.html")
_AGAIN = re.compile(r"(Dockerfile)-[0-9]+")


def collect_canvas(archive: Path, gradebook: Path, target: Path) -> list[Collected]:
    """Make the class's folder, with everybody whom the gradebook names. Raises UsageError."""
    listed = read_gradebook(gradebook)

    def part_of(name: str) -> Part | None:
        part = canvas_part(name)
        if part is not None and part.learner not in listed.students:
            raise UsageError(f"no learner {part.learner} in {gradebook}: is it another course's gradebook?")
        return part

    with new_folder(target) as folder:
        parts = unpack_by_learner(archive, folder, part_of)
        learners = [_learner(number, listed, folder, parts.get(number)) for number in listed.students]
        write_roster(folder, learners)
    return learners


def canvas_part(name: str) -> Part | None:
    """What a member's name says; None for a text or a link. Raises UsageError."""
    found = _FILE.fullmatch(name)
    if found:
        original = _AGAIN.sub(r"\1", found["original"]) if _AGAIN.fullmatch(found["original"]) else None
        return Part(found["number"], found["label"], original or found["original"])
    if _ONLINE.fullmatch(name):
        return None
    more = "; anonymous submissions do not tell whose they are" if "anon_" in name else ""
    raise UsageError(f"must be as NAME_NUMBER_FILE_ORIGINAL, as in Canvas's submissions.zip{more}")


def _learner(number: str, listed: Gradebook, folder: Path, part: Part | None) -> Collected:
    """Canvas tells in the zip that a submission is late, not by how much."""
    path = submission_in(folder / number).relative_to(folder).as_posix() if part else number
    is_late = part is not None and part.label.endswith("_LATE")
    return Collected(id=number, name=listed.name(number), path=path, handed_in=LATE if is_late else "")
