"""What a submission writes on the engine's disk, watched while it is built and run."""

from contextlib import suppress

from grader.engine import Engine
from grader.engine.ownership import Run
from grader.errors import EngineFailureError
from grader.evidence import Blocked, Broken
from grader.units import show_size


class DiskWatch:
    """More than `limit` bytes are too many, counted from the most that was free at one time.

    That is the submission's doing where no other run is at work on the engine; else it is not known whose.
    """

    def __init__(self, engine: Engine, run: Run, limit: int) -> None:
        self._engine, self._run, self._limit = engine, run, limit
        self._most_free = 0

    def look(self) -> Blocked | Broken | None:
        """Why the work must end; None where it need not, or where the disk cannot be seen from here."""
        with suppress(EngineFailureError):
            free = self._engine.free_bytes()
            if free is None:
                return None
            self._most_free = max(self._most_free, free)
            if self._most_free - free > self._limit:
                return self._too_much()
        return None

    def _too_much(self) -> Blocked | Broken:
        more = f"more than {show_size(self._limit)} were written on the engine's disk"
        if self._engine.is_alone(self._run):
            return Blocked("disk", f"{more} while it was built or run, so it was ended")
        return Broken(f"{more} while several submissions were at work")
