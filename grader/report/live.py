"""Progress of long work with many parts: a bar on a terminal, elsewhere a line per part."""

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from grader.text import one_line


class LiveProgress:
    """What is done, running and failed, and the time left; to standard error."""

    def __init__(self, total: int, *, quiet: bool = False) -> None:
        self._total, self._done, self._failed = total, 0, 0
        self._running: dict[str, None] = {}
        self._quiet, self._worked = quiet, 0
        self._began: float | None = None
        live = sys.stderr.isatty() and not quiet
        self._bar = _bar() if live else None
        self._task = self._bar.add_task("", total=total, running="", failed=0) if self._bar else None

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
        self._show()
        if self._bar is None and not self._quiet:
            what = f"{one_line(name, 60)}  {one_line(said)}"
            sys.stderr.write(f"{self._done} of {self._total}  {what}{self._time_left()}\n")
            sys.stderr.flush()

    def _time_left(self) -> str:
        """By the pace of the parts that took work; those that were kept took none."""
        if self._began is None or not self._worked:
            return ""
        left = (time.monotonic() - self._began) / self._worked * (self._total - self._done)
        return f"  ({left:.0f} s left)"

    def _show(self) -> None:
        if self._bar is not None and self._task is not None:
            names = ", ".join(one_line(name, 30) for name in list(self._running)[:3])
            self._bar.update(self._task, completed=self._done, running=names, failed=self._failed)

    def __enter__(self) -> "LiveProgress":
        """Show the bar."""
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave nothing that moves."""
        if self._bar is not None:
            self._bar.stop()


class _Plain(TextColumn):
    """A column whose text is shown as it is: learners' names are no markup."""

    def render(self, task: "object") -> Text:
        """The text of the task's field."""
        fields = getattr(task, "fields", {})
        failed = f"{fields.get('failed')} failed by the machine  " if fields.get("failed") else ""
        return Text(f"{failed}{fields.get('running', '')}", style="dim")


def _bar() -> Progress:
    return Progress(
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        _Plain(""),
        console=Console(stderr=True),
        transient=True,
    )
