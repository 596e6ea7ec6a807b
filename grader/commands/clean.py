"""`grader clean`."""

import sys

from grader.engine import connect
from grader.engine.ownership import remove_folders
from grader.errors import EngineUnavailableError


def clean(*, everything: bool) -> int:
    """Remove what runs left behind; returns the exit code. Raises GraderError."""
    try:
        engine = connect()
    except EngineUnavailableError:
        sys.stdout.write(f"removed {remove_folders(everything=everything)} temporary folders\n")
        raise
    removed = engine.remove_left_behind(everything=everything)
    sys.stdout.write(
        f"removed {removed.containers} containers, {removed.images} images, "
        f"{removed.folders} temporary folders\n"
    )
    return 0
