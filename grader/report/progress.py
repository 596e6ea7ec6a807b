"""What is being done right now, on a terminal as one line that changes, elsewhere as few lines."""

import sys
import time
from types import TracebackType
from typing import TextIO

from grader.text import one_line

FRAMES_PER_SECOND = 8


class ProgressLine:
    """Writes progress to `stream`: rewritten in place on a terminal, a line per new phase elsewhere."""

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = False) -> None:
        self._stream = stream or sys.stderr
        self._quiet = quiet
        self._live = self._stream.isatty()
        self._phase = ""
        self._last = 0.0
        self._shown = False

    def __call__(self, text: str) -> None:
        """Say what is being done."""
        if self._quiet:
            return
        if self._live:
            self._rewrite(text)
        elif (phase := text.partition(" [")[0]) != self._phase:
            self._phase = phase
            self._stream.write(f"... {one_line(text, 100)}\n")
            self._stream.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._shown = False

    def _rewrite(self, text: str) -> None:
        now = time.monotonic()
        if self._shown and now - self._last < 1 / FRAMES_PER_SECOND:
            return
        self._last, self._shown = now, True
        self._stream.write(f"\r\x1b[K... {one_line(text, 70)}")
        self._stream.flush()

    def __enter__(self) -> "ProgressLine":
        """Start with nothing shown."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave no line behind."""
        self.clear()
