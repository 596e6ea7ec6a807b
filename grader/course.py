"""Where the course is: the folder with challenges/, starter/ and solutions/."""

import os
import re
from pathlib import Path

COURSE = Path(os.environ.get("GRADER_ROOT") or Path(__file__).resolve().parents[1]).resolve()
"""The course's top folder; GRADER_ROOT names another one than the grader's own."""


def starter_folder(challenge_id: str) -> Path | None:
    """Where the starter of a challenge is, or would be; None for what is no id."""
    return COURSE / "starter" / challenge_id if re.fullmatch(r"[a-z0-9][a-z0-9-]*", challenge_id) else None
