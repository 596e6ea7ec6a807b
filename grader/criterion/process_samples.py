"""Facts of what runs in a container, for examples and tests."""

from grader.evidence import LayerEntry, OwnLayer, OwnLayersFact, Process, ProcessesFact, ShellText
from grader.values import replace

_WORKER = Process(1000, "gunicorn: worker", 7, parent=1, program="/usr/bin/python3", listens=True)
_SCRIPT = Process(1000, "/bin/sh ./start.sh", 1, program="/bin/dash")
SERVER = ProcessesFact((replace(_WORKER, command="gunicorn: master", number=1, parent=0), _WORKER))
BEHIND_A_SCRIPT = ProcessesFact((_SCRIPT, _WORKER))
NO_EXEC = (ShellText("#!/bin/sh\ngunicorn app:app\n", "start.sh", 1),)
"""The script of that name, which starts the server without `exec`."""


def run_by(*users: int | None, privileged: bool | None = None) -> ProcessesFact:
    """A process of each user; with `privileged` they have rights of root's."""
    return ProcessesFact(tuple(Process(user, "python app.py", privileged=privileged) for user in users))


def setuid_program(path: str) -> OwnLayersFact:
    """An own layer with a program that runs as root, whoever starts it."""
    return OwnLayersFact((OwnLayer("sha256:1", privileged=(LayerEntry(path, "file", mode=0o4755),)),))
