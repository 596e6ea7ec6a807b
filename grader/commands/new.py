"""`grader new`."""

import sys
from pathlib import Path

from grader.authoring.scaffold import write_challenge
from grader.challenge import Catalogue


def new_challenge(challenge_id: str) -> int:
    """Write a new challenge and say how to go on; returns the exit code. Raises UsageError."""
    for file in write_challenge(challenge_id, Catalogue()):
        shown = file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file
        sys.stdout.write(f"wrote {shown}\n")
    sys.stdout.write(f"next: grader verify {challenge_id}\n")
    return 0
