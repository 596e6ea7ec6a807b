"""In what a class is alike: each content is read once, and what it says is kept in the journal."""

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress

from grader import __version__
from grader.challenge import Challenge
from grader.classroom.entries import Submission
from grader.classroom.fingerprint import fingerprint
from grader.classroom.journal import Journal
from grader.classroom.opening import HandedIn, opened_again
from grader.classroom.rows import Row
from grader.likeness import Likeness, Said
from grader.likeness.comparing import compare
from grader.likeness.said import FORM, Reader


def likeness_of(rows: Iterable[Row], challenge: Challenge, journal: Journal) -> Likeness:
    """The class, compared. What cannot be opened, or has changed meanwhile, is left out."""
    contents = {row.submission: row.found.content for row in rows if isinstance(row.found, HandedIn)}
    said = _said(contents, challenge, journal)
    return compare({one.id: said[content] for one, content in contents.items() if content in said})


def _said(contents: dict[Submission, str], challenge: Challenge, journal: Journal) -> dict[str, Said]:
    read_by = _reader_id(challenge)
    known = journal.said(read_by)
    missing = {content: one for one, content in contents.items() if content not in known}
    if not missing:
        return known
    reader = Reader.of(challenge.learner, challenge.original)
    read: dict[str, Said] = {}
    for content, submission in missing.items():
        with suppress(Exception):  # whatever it is, it does not keep the others from being compared
            with opened_again(submission, content) as folder:
                found = reader.read(folder)
            read[content] = found  # it was seen to be the same only when it was closed
    journal.note_said(read, read_by)
    return known | read


def _reader_id(challenge: Challenge) -> str:
    """What a kept form depends on beside the content."""
    starter = fingerprint(challenge.original) if challenge.original.is_dir() else ""
    parts = json.dumps([__version__, FORM, challenge.learner, starter])
    return hashlib.sha256(parts.encode()).hexdigest()
