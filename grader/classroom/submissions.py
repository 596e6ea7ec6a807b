"""The submissions of a class: its sub-folders and archives, with names from a roster where there is one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from grader.classroom.entries import Submission, find_entries, harmless
from grader.classroom.roster import from_roster
from grader.errors import UsageError


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
    for one in listed:
        if one.id in seen:
            raise UsageError(f"two submissions are named {one.id!r}: {seen[one.id].path} and {one.path}")
        seen[one.id] = one
    alike = Counter(harmless(one.id).casefold() for one in listed)
    twins = (replace(one, has_twin=alike[harmless(one.id).casefold()] > 1) for one in listed)
    return sorted(twins, key=lambda one: one.id)
