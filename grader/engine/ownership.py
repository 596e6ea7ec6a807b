"""One run of the grader as the owner of what it creates, and the removal of all that."""

import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Event

from docker.errors import APIError, NotFound

from grader.engine.client import Engine, engine_failures

RUN_LABEL = "grader.run"
OWNER_LABEL = "grader.owner"
REPOSITORY = "grader-run"
TEMPORARY_PREFIX = "grader-run-"


def temporary_prefix() -> str:
    """The beginning of the names of this process's temporary folders: `grader clean` knows it."""
    return f"{TEMPORARY_PREFIX}{os.getpid()}-"


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its id is a label on everything it creates."""

    run_id: str = field(default_factory=lambda: secrets.token_hex(6))
    stopped: Event = field(default_factory=Event)
    """Set where the run is to end: whatever waits for a child process then raises InterruptedError."""
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def labels(self) -> dict[str, str]:
        """The labels of everything that this run creates."""
        return {RUN_LABEL: self.run_id, OWNER_LABEL: f"{socket.gethostname()}:{os.getpid()}"}

    def new_tag(self) -> str:
        """A name for the next image."""
        return f"{REPOSITORY}:{self.run_id}-{next(self._numbers)}"


@dataclass(frozen=True, slots=True)
class Removed:
    """What a removal found: containers, images, temporary folders."""

    containers: int = 0
    images: int = 0
    folders: int = 0


def remove_run(engine: Engine, run: Run) -> Removed:
    """Remove all that this run created on the engine; EngineFailureError where that fails."""
    return _remove(engine, f"{RUN_LABEL}={run.run_id}", everything=True)


def remove_left_behind(engine: Engine, *, everything: bool) -> Removed:
    """Remove what runs that no longer live left behind; with `everything`, live runs' things, too."""
    removed = _remove(engine, RUN_LABEL, everything=everything)
    return Removed(removed.containers, removed.images, remove_folders(everything=everything))


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


def _remove(engine: Engine, label: str, *, everything: bool) -> Removed:
    filters = {"label": [label]}
    with engine_failures("cleaning up"):
        containers = engine.api.containers(all=True, filters=filters)
        images = engine.api.images(all=True, filters=filters)
        gone = [item for item in containers if everything or not _owner_lives(item)]
        for container in gone:
            _ignoring_gone(engine.api.remove_container, container["Id"], v=True, force=True)
        unused = [item for item in images if everything or not _owner_lives(item)]
        for image in unused:
            _ignoring_gone(engine.api.remove_image, image["Id"], force=True)
    return Removed(len(gone), len(unused))


def _ignoring_gone(remove: "object", *arguments: object, **options: object) -> None:
    try:
        remove(*arguments, **options)  # type: ignore[operator]  # docker's methods have no common type
    except NotFound:
        return
    except APIError as error:
        if error.status_code != 409:  # already being removed
            raise


def _owner_lives(item: dict[str, object]) -> bool:
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
