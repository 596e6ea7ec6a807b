"""Moodle's zip of all submissions and its worksheet, made a class's folder.

Names as mod/assign/classes/downloader.php of moodle/moodle makes them: a folder for each learner,
`NAME_NUMBER_assignsubmission_file` (with `_` at its end before Moodle 4.1), or files that begin like that.
Underscores of the name are spaces there, so the number is what stands behind the first one.
"""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

from grader.errors import UsageError
from grader.lms.collected import Collected, new_folder, submission_in, write_roster
from grader.lms.downloads import Part, unpack_by_learner
from grader.lms.moodle_sheet import Worksheet, read_worksheet

_NUMBER = re.compile(r"[0-9]{1,18}")


def collect_moodle(archive: Path, worksheet: Path, target: Path, zone: ZoneInfo | None) -> list[Collected]:
    """Make the class's folder, with everybody whom the worksheet names. Raises UsageError."""
    listed = read_worksheet(worksheet)

    def part_of(name: str) -> Part | None:
        part = moodle_part(name)
        if part is not None and part.learner not in listed.participants:
            raise UsageError(
                f"no participant {part.learner} in {worksheet}: "
                "it is another assignment's worksheet, or these are submissions of groups"
            )
        return part

    with new_folder(target) as folder:
        unpack_by_learner(archive, folder, part_of)
        learners = [_learner(number, listed, folder, zone) for number in listed.participants]
        write_roster(folder, learners)
    return learners


def moodle_part(name: str) -> Part | None:
    """What a member's name says; None for a text that was written online. Raises UsageError."""
    first, _, rest = name.partition("/")
    pieces = first.split("_", 4)
    if len(pieces) < 4 or not _NUMBER.fullmatch(pieces[1]) or pieces[2] != "assignsubmission":
        raise UsageError("must begin with NAME_NUMBER_assignsubmission_file, as Moodle's downloads do")
    if pieces[3] != "file":
        return None
    return Part(pieces[1], pieces[0], "/".join(filter(None, [*pieces[4:], rest])))


def _learner(number: str, listed: Worksheet, folder: Path, zone: ZoneInfo | None) -> Collected:
    theirs, moment = folder / number, listed.handed_in(number, zone)
    path = submission_in(theirs).relative_to(folder) if theirs.is_dir() else Path(number)
    handed_in = moment.isoformat(timespec="minutes") if moment and theirs.is_dir() else ""
    return Collected(id=number, name=listed.name(number), path=path.as_posix(), handed_in=handed_in)
