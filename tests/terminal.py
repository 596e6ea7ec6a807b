"""A command in a pseudo-terminal, with a screen that is read back."""

import fcntl
import os
import select
import struct
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pyte

from tests.forked import GRADER, started

PATIENCE_SECONDS = 60


@dataclass
class Terminal:
    """The terminal of one process; `raw` is all that it wrote."""

    process: ForkServerProcess
    master: int
    slave: int
    before: list[object]
    screen: pyte.Screen
    raw: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self._stream = pyte.ByteStream(self.screen)

    @property
    def shown(self) -> str:
        """The screen, as it is now."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def type(self, keys: str) -> None:
        """Type these keys."""
        os.write(self.master, keys.encode())

    def until(self, holds: Callable[[str], bool]) -> str:
        """Wait until the screen is so; returns it."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not holds(self.shown):
            assert time.monotonic() < end, self.shown
            self.read()
        return self.shown

    def shows(self, *texts: str) -> str:
        """Wait until all of these are on the screen; returns it."""
        return self.until(lambda shown: all(text in shown for text in texts))

    def ends(self, keys: str = "") -> int:
        """Type these keys where they are waited for, and wait for the end; returns the exit code.

        A Ctrl-C between a prompt and the reading of its answer is seen by Python after the answer only.
        """
        if keys:
            self.until(lambda _shown: self.state == "S")
            self.type(keys)
        end = time.monotonic() + PATIENCE_SECONDS
        while (code := self.process.exitcode) is None:
            assert time.monotonic() < end, self.shown
            self.read(self.process.sentinel)
        self.read()
        return code

    def read(self, *others: int) -> None:
        """Take what was written; wait a little for it, or for one of the others."""
        if self.master in select.select([self.master, *others], [], [], 0.05)[0]:
            data = os.read(self.master, 65_536)
            self.raw += data
            self._stream.feed(data)

    def signal(self, number: int) -> None:
        """Send this signal to the process."""
        assert self.process.pid is not None
        os.kill(self.process.pid, number)

    @property
    def state(self) -> str:
        """S where the process waits, T where it was stopped (proc(5): the field behind the name)."""
        return Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[0]

    @property
    def is_restored(self) -> bool:
        """Whether the terminal is as it was before."""
        return termios.tcgetattr(self.slave) == self.before


@contextmanager
def terminal(
    words: list[str],
    *,
    course: Path,
    columns: int = 60,
    lines: int = 40,
    environment: Mapping[str, str],
    program: Sequence[str] = GRADER,
) -> Iterator[Terminal]:
    """`grader`, or another program, with these words, in a terminal of this size; it is ended at the end."""
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    before = termios.tcgetattr(slave)
    left_out = {"COLUMNS", "LINES", "NO_COLOR"}
    variables = {key: value for key, value in os.environ.items() if key not in left_out}
    variables |= {"TERM": "xterm", "GRADER_COURSE": str(course), **environment}
    device = Path(os.ttyname(slave))
    process = started([*program, *words], given=device, said=device, folder=course, environment=variables)
    try:
        yield Terminal(process, master, slave, before, pyte.Screen(columns, lines))
    finally:
        process.kill()
        process.join()
        os.close(master)
        os.close(slave)
