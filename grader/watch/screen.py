"""The terminal while a folder is watched: keys one by one, lines in place, and all of it given back."""

import os
import select
import signal
import sys
import termios
import tty
from collections.abc import Callable, Sequence
from shutil import get_terminal_size
from threading import Thread
from types import FrameType
from typing import Self

from grader.report.console import has_colour
from grader.watch.events import Event, Key, Resized, Suspended

_SIGNALS = (signal.SIGWINCH, signal.SIGCONT, signal.SIGTSTP)


class Screen:
    """A terminal; within its block keys are events, and `show` writes all lines anew, where they were.

    A dumb terminal gets them one below the other.
    """

    def __init__(self, tell: Callable[[Event], None]) -> None:
        self._tell, self._lost = tell, False
        self._end_seen, self._end = os.pipe()
        self.is_dumb = os.environ.get("TERM", "dumb") in {"", "dumb"}
        self.colour = has_colour(sys.stdout)
        self.encoding = sys.stdout.encoding or "ascii"
        self._input = sys.stdin.fileno() if sys.stdin.isatty() else None
        self._before = termios.tcgetattr(self._input) if self._input is not None else None
        self._handlers = {number: signal.getsignal(number) for number in _SIGNALS}
        self._keys = Thread(target=self._read, name="keys", daemon=True)

    @property
    def size(self) -> tuple[int, int]:
        """Columns and lines."""
        size = get_terminal_size()
        return size.columns, size.lines

    def __enter__(self) -> Self:
        self._take()
        for number in _SIGNALS:
            signal.signal(number, self._on_signal)
        if self._input is not None:
            self._keys.start()
        return self

    def __exit__(self, *_error: object) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        os.close(self._end)
        if self._keys.is_alive():
            self._keys.join(5)
        os.close(self._end_seen)
        self._give_back()

    def suspend(self) -> None:
        """Give the terminal back and stop, until the shell says to go on (`fg`)."""
        self._give_back()
        os.kill(os.getpid(), signal.SIGSTOP)
        self._lost = True

    def show(self, lines: Sequence[str]) -> None:
        """Write the lines in place of those before."""
        if self._lost:
            self._take()
        if self.is_dumb:
            self._write("\n".join([*lines, "", ""]))
            return
        text = "\r\n".join(f"{line}\x1b[K" for line in lines)
        self._write(f"\x1b[H{text}\x1b[J")

    def _take(self) -> None:
        self._lost = False
        if self._input is not None:
            tty.setcbreak(self._input)
        self._write("" if self.is_dumb else "\x1b[?1049h\x1b[?25l\x1b[2J")

    def _give_back(self) -> None:
        if self._input is not None and self._before is not None:
            termios.tcsetattr(self._input, termios.TCSAFLUSH, self._before)
        self._write("" if self.is_dumb else "\x1b[?25h\x1b[?1049l")

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        """Only take note of it: what was interrupted may be a write to the terminal."""
        if number == signal.SIGCONT:  # the shell had the terminal meanwhile
            self._lost = True
        self._tell(Suspended() if number == signal.SIGTSTP else Resized())

    def _read(self) -> None:
        while self._input is not None:
            if self._end_seen in select.select([self._input, self._end_seen], [], [])[0]:
                return
            typed = os.read(self._input, 64)
            if not typed:
                return
            for char in typed.decode("ascii", "replace")[:1]:  # more at once is an arrow, or pasted
                self._tell(Key(char))

    def _write(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()
