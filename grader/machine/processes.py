"""The private engine's processes: those whose root directory is the private root, read from /proc."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
TICK_SECONDS = 0.05


def is_inside(pid: int, root: Path) -> bool:
    """Whether the process lives and has this root directory: a number alone may be anyone's by now."""
    try:
        return (PROC / str(pid) / "root").samefile(root)
    except OSError:
        return False


def processes_inside(root: Path) -> list[int]:
    """All processes with this root directory."""
    if not root.is_dir():
        return []
    numbers = (int(entry.name) for entry in PROC.iterdir() if entry.name.isdecimal())
    return [pid for pid in numbers if is_inside(pid, root)]


def children_of(pid: int) -> Iterator[int]:
    """The process's children, also those of its other threads."""
    for file in (PROC / str(pid) / "task").glob("*/children"):
        with suppress(OSError):
            yield from (int(number) for number in file.read_text().split())


def read_pid(file: Path) -> int | None:
    """The process id in a file, None where there is none yet."""
    try:
        return int(file.read_text())
    except (OSError, ValueError):
        return None


def terminate(pid: int | None, root: Path, patience: float) -> None:
    """Ask a process of that root to end, wait `patience` seconds, then kill it."""
    if pid is None or not is_inside(pid, root):
        return
    _send(pid, signal.SIGTERM)
    deadline = time.monotonic() + patience
    while is_inside(pid, root) and time.monotonic() < deadline:
        time.sleep(TICK_SECONDS)
    if is_inside(pid, root):
        _send(pid, signal.SIGKILL)


def kill_inside(root: Path) -> None:
    """Kill what is left of a killed engine: its shims, and the first processes of containers below them."""
    for pid in processes_inside(root):
        for child in [child for child in children_of(pid) if not is_inside(child, root)]:
            _send(child, signal.SIGKILL)
        _send(pid, signal.SIGKILL)


def _send(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)
