"""One run of the grader as the owner of what it creates: labels, names, temporary folders."""

import os
import secrets
import shutil
import socket
import tempfile
from itertools import count
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.engine.builder import StartedBuild

RUN_LABEL = "grader.run"
OWNER_LABEL = "grader.owner"
REPOSITORY = "grader-run"
TEMPORARY_PREFIX = "grader-run-"


def temporary_prefix() -> str:
    """The beginning of the names of this process's temporary folders: `grader clean` knows it."""
    return f"{TEMPORARY_PREFIX}{os.getpid()}-"


class Run:
    """One run: its id is a label on everything it creates.

    `stopped` is set where the run is to end: whatever waits for a child process then raises
    InterruptedError. `begun` is a build that began before anything was asked (grader/bench/head_start.py).
    """

    def __init__(self) -> None:
        self.run_id = secrets.token_hex(6)
        self.stopped = Event()
        self.begun: StartedBuild | None = None
        self._numbers = count(1)

    @property
    def labels(self) -> dict[str, str]:
        """The labels of everything that this run creates."""
        return {RUN_LABEL: self.run_id, OWNER_LABEL: f"{socket.gethostname()}:{os.getpid()}"}

    def new_tag(self) -> str:
        """A name for the next image."""
        return f"{REPOSITORY}:{self.run_id}-{next(self._numbers)}"


def remove_folders(*, everything: bool) -> int:
    """Remove the temporary folders of runs that no longer live; returns how many."""
    folders = [
        folder
        for folder in Path(tempfile.gettempdir()).glob(f"{TEMPORARY_PREFIX}*-*")
        if everything or not _lives(folder.name.removeprefix(TEMPORARY_PREFIX).partition("-")[0])
    ]
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    return len(folders)


def owner_lives(item: dict[str, object]) -> bool:
    """Whether the run that created a container or an image, as the engine lists it, still lives."""
    labels = item.get("Labels")
    host, _, process = str(labels.get(OWNER_LABEL, "") if isinstance(labels, dict) else "").rpartition(":")
    return host == socket.gethostname() and _lives(process)


def _lives(process: str) -> bool:
    if not process.isdigit() or int(process) == 0:
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
