"""A challenge begun again: what was written is kept, the starter is the untouched one."""

import shlex
import sys
from pathlib import Path

import click

from grader.challenge import Catalogue
from grader.classroom.fingerprint import TooLargeError, fingerprint
from grader.errors import UsageError
from grader.memory.reset import check_reset, copy_place, reset
from grader.submission import seen_from_here


def reset_starter(challenge_id: str, *, asks: bool) -> int:
    """Lay the untouched starter down again, and keep a copy; returns the exit code. Raises UsageError."""
    challenge = Catalogue().find(challenge_id)
    original, starter = challenge.original, challenge.starter
    check_reset(original, starter)
    shown, keep_at = seen_from_here(starter), copy_place(starter)
    copy = seen_from_here(keep_at)
    if _same(original, starter):
        sys.stdout.write(f"{shown} is the untouched starter already; nothing was changed\n")
        return 0
    if asks and not _agreed(shown, copy):
        sys.stdout.write("nothing was changed\n")
        return 1
    stands_in_it = Path.cwd().is_relative_to(starter)
    if reset(original, starter, keep_at):
        sys.stdout.write(f"what you had written is in {copy}\n")
    sys.stdout.write(f"{shown} is the untouched starter again\n")
    if stands_in_it:
        sys.stdout.write(f"your shell is in the copy now: cd {shlex.quote(str(starter))}\n")
    return 0


def _same(original: Path, starter: Path) -> bool:
    try:
        return starter.is_dir() and fingerprint(original) == fingerprint(starter)
    except (TooLargeError, OSError):
        return False


def _agreed(shown: str, copy: str) -> bool:
    if not sys.stdin.isatty():
        raise UsageError("grader reset asks before it changes anything, and no terminal is here: add --yes")
    sys.stdout.write(f"{shown} becomes the untouched starter; what is there moves to {copy}\n")
    return click.confirm("Go on?")
