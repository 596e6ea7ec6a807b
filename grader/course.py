"""Where the course is: the folder with challenges/, starter/ and solutions/."""

import os
import re
from pathlib import Path

COURSE = Path(os.environ.get("GRADER_ROOT") or Path(__file__).resolve().parents[1]).resolve()
"""The course's top folder; GRADER_ROOT names another one than the grader's own."""


def starter_folder(challenge_id: str) -> Path | None:
    """Where the starter of a challenge is, or would be; None for what is no id."""
    return COURSE / "starter" / challenge_id if _is_id(challenge_id) else None


def spec_file(challenge_id: str) -> Path | None:
    """Where the spec of a challenge is, or would be; None for what is no id."""
    return COURSE / "challenges" / challenge_id / "challenge.yaml" if _is_id(challenge_id) else None


def original_folder(spec: Path) -> Path:
    """The starter as it was handed out: kept beside challenge.yaml, since learners edit the other one."""
    kept = spec.with_name("starter")
    return kept if kept.is_dir() else spec.parents[2] / "starter" / spec.parent.name


def _is_id(name: str) -> bool:
    return re.fullmatch(r"[a-z0-9][a-z0-9-]*", name) is not None
