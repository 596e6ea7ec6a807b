"""Progress of long work with many parts: one line that changes on a terminal, elsewhere a line per part."""

import time
from typing import Self, TextIO

from grader.report.progress import ProgressLine
from grader.text import one_line


class LiveProgress:
    """What is done, running and failed, and the time left; to standard error by default."""

    def __init__(self, total: int, *, quiet: bool = False, stream: TextIO | None = None) -> None:
        self._total, self._done, self._failed = total, 0, 0
        self._running: dict[str, None] = {}
        self._worked = 0
        self._began: float | None = None
        self._line = ProgressLine(stream, quiet=quiet, pause=0)

    def start(self, name: str) -> None:
        """A part begins."""
        self._began = self._began or time.monotonic()
        self._running[name] = None
        self._show()

    def done(self, name: str, said: str, *, failed: bool) -> None:
        """A part is done; `said` is its result in a few words."""
        if name in self._running:
            del self._running[name]
            self._worked += 1
        self._done += 1
        self._failed += failed
        if self._line.is_live:
            self._show()
        else:
            what = f"{one_line(name, 60)}  {one_line(said)}"
            self._line.keep(f"{self._done} of {self._total}  {what}{self._time_left()}")

    def _time_left(self) -> str:
        """By the pace of the parts that took work; those that were kept took none."""
        if self._began is None or not self._worked:
            return ""
        left = (time.monotonic() - self._began) / self._worked * (self._total - self._done)
        return f"  ({left:.0f} s left)"

    def _show(self) -> None:
        if self._line.is_live:
            failed = f", {self._failed} failed by the machine" if self._failed else ""
            names = ", ".join(one_line(name, 30) for name in list(self._running)[:3])
            self._line(f"{self._done} of {self._total}{self._time_left()}{failed}: {names}")

    def __enter__(self) -> Self:
        """Start with nothing shown."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave nothing that moves."""
        self._line.clear()
