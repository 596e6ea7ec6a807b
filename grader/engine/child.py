"""A child process with a total time limit, whose output is read with a cap."""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Event
from typing import IO

CHUNK_BYTES = 65_536
MAX_LINE_BYTES = 8_192
HEAD_BYTES = 64_000
TAIL_BYTES = 256_000
GRACE_SECONDS = 5.0
TICK_SECONDS = 0.25
"""How soon a stop is noticed while the child says nothing."""


class CappedLog:
    """The head and the tail of a stream; what lies between them is dropped and counted."""

    def __init__(self) -> None:
        self._head, self._tail, self._dropped = bytearray(), bytearray(), 0

    def add(self, data: bytes) -> None:
        """Append `data`."""
        room = HEAD_BYTES - len(self._head)
        self._head += data[:room] if room > 0 else b""
        self._tail += data[max(room, 0) :]
        if len(self._tail) > 2 * TAIL_BYTES:
            self._dropped += len(self._tail) - TAIL_BYTES
            del self._tail[:-TAIL_BYTES]

    @property
    def text(self) -> str:
        """What was kept."""
        gap = f"\n[... {self._dropped} bytes left out ...]\n".encode() if self._dropped else b""
        return bytes(self._head + gap + self._tail).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class ChildResult:
    """How a child process ended: `exit_code` is None where the time limit ended it."""

    exit_code: int | None
    output: str


def run_child(
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    limit: float,
    on_line: Callable[[str], None] = lambda _line: None,
    stopped: Event | None = None,
) -> ChildResult:
    """Run `command` for at most `limit` seconds; its output and errors come line by line to `on_line`.

    The child gets a process group of its own, which is ended with it: at the limit, when this process
    is interrupted, and when another thread sets `stopped`, which raises InterruptedError here. Raises
    OSError where the command cannot be started.
    """
    deadline = time.monotonic() + limit
    with subprocess.Popen(  # noqa: S603 - a fixed program with separate arguments, no shell
        command,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        log = CappedLog()
        try:
            in_time = (
                _read(process.stdout, deadline, log, on_line, stopped or Event()) if process.stdout else True
            )
            exit_code = process.wait(max(0.1, deadline - time.monotonic())) if in_time else None
        except subprocess.TimeoutExpired:
            exit_code = None
        finally:
            _end_group(process)
    return ChildResult(exit_code, log.text)


def _read(
    stream: IO[bytes], deadline: float, log: CappedLog, on_line: Callable[[str], None], stopped: Event
) -> bool:
    line = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0:
            if stopped.is_set():
                raise InterruptedError("stopped while a child process was at work")
            if not selector.select(min(left, TICK_SECONDS)):
                continue
            data = os.read(stream.fileno(), CHUNK_BYTES)
            if not data:
                return True
            log.add(data)
            *whole, rest = (bytes(line) + data).split(b"\n")
            for ended in whole:
                on_line(ended[:MAX_LINE_BYTES].decode("utf-8", "replace"))
            line = bytearray(rest[:MAX_LINE_BYTES])
    return False


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is not None:
        return
    for sent in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, sent)
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE_SECONDS)
            return
