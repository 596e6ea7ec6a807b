"""What is being done right now, on a terminal as one line that changes, elsewhere as few lines.

Written by hand: rich would cost its import before the grading, while `grader grade` has nothing to show yet.
"""

import sys
import time
from typing import Self, TextIO

from grader.text import one_line, plain

FRAMES_PER_SECOND = 8


class ProgressLine:
    """Writes progress to `stream`: rewritten in place on a terminal, a line per new phase elsewhere.

    A text that follows another within `pause` seconds is left out on a terminal.
    """

    def __init__(
        self, stream: TextIO | None = None, *, quiet: bool = False, pause: float = 1 / FRAMES_PER_SECOND
    ) -> None:
        self._stream = stream or sys.stderr
        self._quiet, self._pause = quiet, pause
        self.is_live = self._stream.isatty() and not quiet
        self._phase = ""
        self._last = 0.0
        self._shown = False

    def __call__(self, text: str) -> None:
        """Say what is being done."""
        if self.is_live:
            self._rewrite(text)
        elif (phase := text.partition(" [")[0]) != self._phase:
            self._phase = phase
            self.keep(f"... {one_line(text, 100)}")

    def keep(self, text: str) -> None:
        """Write a line that stays."""
        if not self._quiet:
            self.clear()
            self._write(f"{plain(text, 300)}\n")

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            self._write("\r\x1b[K")
            self._shown = False

    def _rewrite(self, text: str) -> None:
        now = time.monotonic()
        if self._shown and now - self._last < self._pause:
            return
        self._last, self._shown = now, True
        self._write(f"\r\x1b[K... {one_line(text, 70)}")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()

    def __enter__(self) -> Self:
        """Start with nothing shown."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave no line behind."""
        self.clear()
