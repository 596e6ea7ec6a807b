"""One run of the grader as the owner of what it creates: labels, names, temporary folders."""

import os
import secrets
import shutil
import socket
import tempfile
from hashlib import sha256
from itertools import count
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.engine.build_groups import BuildGroup
    from grader.engine.builder import StartedBuild
    from grader.engine.kept_networks import KeptNetworks
    from grader.engine.model import BuildLimits

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
    `build_limits` hold for the steps of its builds where the engine can limit them; `group` is the control
    group in which they run, until `release`; `remarks` are what the report must say of how it was run.
    `beside_others` is true where builds of other submissions may be at work at the same time; `networks` are
    those that its containers may have in turn with those of others.
    """

    def __init__(self) -> None:
        self.run_id = secrets.token_hex(6)
        self.stopped = Event()
        self.begun: StartedBuild | None = None
        self.build_limits: BuildLimits | None = None
        self.group: BuildGroup | None = None
        self.remarks: dict[str, None] = {}
        self.beside_others = False
        self.networks: KeptNetworks | None = None
        self._numbers = count(1)

    @property
    def labels(self) -> dict[str, str]:
        """The labels of everything that this run creates."""
        return {RUN_LABEL: self.run_id, OWNER_LABEL: f"{socket.gethostname()}:{os.getpid()}"}

    def release(self) -> None:
        """Nothing more is built."""
        if self.group is not None:
            self.group.release()

    def new_tag(self) -> str:
        """A name for the next image, which nobody can guess; it tells whose it is, as the labels do."""
        return f"{REPOSITORY}:{self.run_id}-{_host()}-{os.getpid()}-{next(self._numbers)}"


def namespace_of(folder: Path) -> str:
    """The namespace of a submission's cache mounts: the same each time that its folder is graded."""
    return f"grader-{sha256(str(folder).encode('utf-8', 'surrogateescape')).hexdigest()[:24]}"


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


def namer_lives(name: str) -> bool:
    """Whether the run that gave an image this name (`new_tag`) still lives."""
    _, host, process, _ = (*name.rpartition(":")[2].split("-"), "", "", "", "")[:4]
    return host == _host() and _lives(process)


def owner_lives(item: dict[str, object]) -> bool:
    """Whether the run that created a container or an image, as the engine lists it, still lives."""
    labels = item.get("Labels")
    host, _, process = str(labels.get(OWNER_LABEL, "") if isinstance(labels, dict) else "").rpartition(":")
    return host == socket.gethostname() and _lives(process)


def _host() -> str:
    return sha256(socket.gethostname().encode()).hexdigest()[:8]


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
