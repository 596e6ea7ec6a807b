"""Saves of a folder's files, as they happen."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from watchfiles import Change, DefaultFilter, watch

QUIET_MILLISECONDS = 20
"""A save is told once nothing has changed for so long: editors write, rename and touch in one go."""
MOST_MILLISECONDS = 400


class Files:
    """Calls `saved` after each save below the folder, until `close`.

    The folder above is watched, so that one that is put in its place is seen, too.
    """

    def __init__(self, folder: Path, saved: Callable[[], None]) -> None:
        self._folder, self._saved, self._stop = folder.resolve(), saved, Event()
        self._thread = Thread(target=self._watch, name="watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Watch no more."""
        self._stop.set()
        self._thread.join(5)

    def _watch(self) -> None:
        theirs = DefaultFilter()

        def is_save(change: Change, path: str) -> bool:
            return Path(path).is_relative_to(self._folder) and theirs(change, path)

        changes = watch(
            self._folder.parent,
            watch_filter=is_save,
            step=QUIET_MILLISECONDS,
            debounce=MOST_MILLISECONDS,
            stop_event=self._stop,
            raise_interrupt=False,
        )
        for _ in changes:
            self._saved()
