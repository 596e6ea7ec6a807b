"""Where the gradings of a folder are remembered."""

import errno
import hashlib
import os
from pathlib import Path

NAME = "challenge-grader"


def state_folder() -> Path:
    """GRADER_STATE, else a folder of the grader's in the user's state folder; it need not be there.

    OSError where no home is known: a relative path would lead into the repository.
    """
    folder = Path(os.environ.get("GRADER_STATE") or _users_own())
    if not folder.is_absolute():
        raise OSError(errno.ENOENT, "no home folder is known", str(folder))
    return folder


def gradings_folder(challenge_id: str, submission: Path) -> Path:
    """Where the gradings of one folder for one challenge are, or would be. Raises OSError."""
    where = hashlib.sha256(os.fsencode(submission.resolve())).hexdigest()
    return state_folder() / "gradings" / f"{challenge_id}-{where[:16]}"


def _users_own() -> Path:
    from platformdirs import user_state_path  # only gradings are remembered

    return user_state_path(NAME, appauthor=False)
