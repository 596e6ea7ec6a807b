"""A child process with a total time limit, whose output is read with a cap."""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from threading import Event
from typing import IO, Self

from grader.values import Value

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


class ChildResult(Value):
    """How a child process ended: `exit_code` is None where the time limit ended it."""

    exit_code: int | None
    output: str


class Child:
    """A child process from its start on, in a process group of its own that ends with its block.

    Raises OSError where the command cannot be started.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.started = time.monotonic()
        self._process = subprocess.Popen(  # noqa: S603 - a fixed program with separate arguments, no shell
            command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.end()

    def result(
        self,
        limit: float,
        on_line: Callable[[str], None] = lambda _line: None,
        stopped: Event | None = None,
    ) -> ChildResult:
        """How it ends within `limit` seconds after its start; its output comes line by line to `on_line`.

        InterruptedError where another thread sets `stopped`.
        """
        deadline, log, stream = self.started + limit, CappedLog(), self._process.stdout
        try:
            in_time = _read(stream, deadline, log, on_line, stopped or Event()) if stream else True
            exit_code = self._process.wait(max(0.1, deadline - time.monotonic())) if in_time else None
        except subprocess.TimeoutExpired:
            exit_code = None
        return ChildResult(exit_code, log.text)

    def end(self) -> int | None:
        """End it, with all that it started, where it still runs; returns its exit code."""
        _end_group(self._process)
        if self._process.stdout is not None:
            self._process.stdout.close()
        return self._process.poll()


def run_child(
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    limit: float,
    on_line: Callable[[str], None] = lambda _line: None,
) -> ChildResult:
    """Run `command` for at most `limit` seconds. Raises OSError where it cannot be started."""
    with Child(command, environment) as child:
        return child.result(limit, on_line)


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
