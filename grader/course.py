"""Where the course is: the folder with challenges/, starter/ and solutions/."""

import os
import re
from pathlib import Path

from grader.errors import UsageError

VARIABLE = "GRADER_COURSE"
"""The environment's word for the course; `--course` sets it for this process and its children."""


def course_folder() -> Path:
    """The course's top folder, absolute.

    It is the one that `--course` or GRADER_COURSE names, else the nearest folder upwards that has
    challenges/. Raises UsageError where there is none.
    """
    found = find_course()
    if found is None:
        why = f"neither {Path.cwd()} nor a folder above it has challenges/"
        raise UsageError(f"no course: {why}. Name one with --course DIR, or make one: grader init DIR")
    return found


def find_course() -> Path | None:
    """The same, but None where none is named and none is upwards. UsageError where what is named is none."""
    if named := os.environ.get(VARIABLE):
        return _checked(Path(named).resolve())
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "challenges").is_dir()), None)


def choose_course(folder: Path) -> None:
    """Make the folder the course of this process and of its children. Raises UsageError where it is none."""
    os.environ[VARIABLE] = str(_checked(folder.resolve()))


def _checked(folder: Path) -> Path:
    if not (folder / "challenges").is_dir():
        raise UsageError(f"{folder} is no course: it has no folder challenges. grader init DIR makes one")
    return folder


def starter_folder(challenge_id: str) -> Path | None:
    """Where the starter of a challenge is, or would be; None for what is no id. Raises UsageError."""
    return course_folder() / "starter" / challenge_id if is_id(challenge_id) else None


def spec_file(challenge_id: str) -> Path | None:
    """Where the spec of a challenge is, or would be; None for what is no id. Raises UsageError."""
    return course_folder() / "challenges" / challenge_id / "challenge.yaml" if is_id(challenge_id) else None


def original_folder(spec: Path) -> Path:
    """The starter as it was handed out: kept beside challenge.yaml, since learners edit the other one."""
    kept = spec.with_name("starter")
    return kept if kept.is_dir() else spec.parents[2] / "starter" / spec.parent.name


def is_id(name: str) -> bool:
    """Whether it may be a challenge's id: small letters, digits and hyphens."""
    return re.fullmatch(r"[a-z0-9][a-z0-9-]*", name, re.ASCII) is not None
