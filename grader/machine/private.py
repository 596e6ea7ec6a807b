"""An engine that is started here: whether it is the one that answers, its start and its end."""

import os
import shutil
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from grader.errors import EngineFailureError, EngineUnavailableError
from grader.machine.answering import Answering
from grader.machine.engine_root import copy_network_files
from grader.machine.home import Home
from grader.machine.processes import is_inside, kill_inside, processes_inside, read_pid, terminate
from grader.machine.work import Work
from grader.text import last_lines

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts" / "engine.d"
START_SECONDS = 60.0
SILENT_SECONDS = 5.0
STOP_SECONDS = 20.0
TICK_SECONDS = 0.1


def is_private(engine: Answering, home: Home) -> bool:
    """Whether the engine that answers is the one of this folder."""
    pid = read_pid(home.pid_file)
    path = engine.socket
    return (
        pid is not None
        and is_inside(pid, home.root)
        and bool(path)
        and Path(path).resolve() == home.socket.resolve()
    )


def start(home: Home, store: str, work: Work) -> None:
    """Start it with this image store; leftovers of a dead one do not matter.

    Raises EngineUnavailableError with the end of its logs.
    """
    stop(home, work)
    copy_network_files(home.root, work)
    for script in ("own-network", "start-docker", "start-podman"):
        shutil.copy(SCRIPTS / script, home.root / "usr/local/sbin" / script)
    home.data(store).mkdir(parents=True, exist_ok=True)
    work.step(f"starting {home.flavour.engine}, store {store}")
    folders = (str(folder) for folder in (home.root, home.data(store), home.run))
    command = ("unshare", "--mount", str(SCRIPTS / "enter-root"), *folders, *_daemon(home, store))
    with (home.run / "engine.log").open("wb") as log:
        daemon = subprocess.Popen(  # noqa: S603 - a script of this repository, no shell
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    if not _answers_in_time(home, daemon):
        logs = sorted(home.run.glob("*.log"))
        said = [
            line
            for file in logs
            if file.exists()
            for line in last_lines(file.read_text(errors="replace"), 20)
        ]
        stop(home, work)
        raise EngineUnavailableError(
            "\n".join((*said, f"the private engine did not start (logs: {home.run})"))
        )
    work.step("engine answers")


def _daemon(home: Home, store: str) -> tuple[str, ...]:
    """The command inside the root that becomes the engine's daemon."""
    beside = home.flavour.beside
    socket = "/run/grader-engine/engine.sock" if beside else f"/host-run/{home.socket.name}"
    return (*(("own-network",) if beside else ()), f"start-{home.flavour.engine}", store, socket)


def _answers_in_time(home: Home, daemon: "subprocess.Popen[bytes]") -> bool:
    began = time.monotonic()
    while (waited := time.monotonic() - began) < START_SECONDS:
        pid = read_pid(home.pid_file)
        if pid is not None and is_answering(home.socket):
            return True
        if daemon.poll() is not None and (pid is None or not is_inside(pid, home.root)):
            return False
        if pid is None and waited > SILENT_SECONDS and not processes_inside(home.root):
            return False
        time.sleep(TICK_SECONDS)
    return False


def is_answering(path: Path) -> bool:
    """Whether an engine answers a ping at this socket within some seconds."""
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(SILENT_SECONDS)
            client.connect(os.fspath(path))
            client.sendall(b"GET /_ping HTTP/1.0\r\nHost: engine\r\n\r\n")
            return b" 200 " in client.recv(64)
    except OSError:
        return False


def stop(home: Home, work: Work) -> None:
    """End its processes, also those that a killed engine left behind."""
    _kill_containers(home, work)
    for name in ("docker", "podman", "containerd"):
        terminate(read_pid(home.run / f"{name}.pid"), home.root, STOP_SECONDS)
    kill_inside(home.root)
    for file in home.run.glob("*.pid"):
        file.unlink(missing_ok=True)


def _kill_containers(home: Home, work: Work) -> None:
    """A container whose first process ignores TERM would hold up the engine's end by 10 s."""
    if not processes_inside(home.root) or not is_answering(home.socket):
        return
    docker = ("docker", "--host", f"unix://{home.socket}")
    with suppress(EngineFailureError):
        if running := work.run("docker ps", *docker, "ps", "--quiet").split():
            work.run("docker kill", *docker, "kill", *running)
