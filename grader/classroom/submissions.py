"""The submissions of a class: its sub-folders and archives, with names from a roster where there is one."""

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path

from grader.classroom.entries import Submission, find_entries, harmless
from grader.classroom.roster import from_roster
from grader.errors import UsageError
from grader.values import replace


def find_submissions(
    folders: Sequence[Path], roster: Path | None = None, apart: Path | None = None
) -> list[Submission]:
    """The submissions, sorted by id; `apart` is a folder that is none, such as the one for the results.

    Raises UsageError where there is none, or where two have one id.
    """
    found = find_entries(folders, apart)
    listed = list(from_roster(roster, found, folders)) if roster else found
    if not listed:
        where = ", ".join(map(str, folders))
        nobody = f"the roster {roster} lists nobody"
        raise UsageError(nobody if roster else f"no submission in {where}: one sub-folder or archive each")
    seen: dict[str, Submission] = {}
    for submission in listed:
        if submission.id in seen:
            both = f"{seen[submission.id].path} and {submission.path}"
            raise UsageError(f"two submissions are named {submission.id!r}: {both}")
        seen[submission.id] = submission
    alike = Counter(harmless(submission.id).casefold() for submission in listed)
    twins = (replace(each, has_twin=alike[harmless(each.id).casefold()] > 1) for each in listed)
    return sorted(twins, key=attrgetter("id"))
