"""Watching: each event changes what is known, and what is known is shown."""

import queue
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from grader.challenge import Challenge
from grader.errors import GraderError
from grader.report import Report
from grader.text import one_line
from grader.values import replace
from grader.watch.events import Doing, Event, Failed, Graded, Key, Resized, Saved, Suspended
from grader.watch.files import Files
from grader.watch.page import Page
from grader.watch.runs import Runs
from grader.watch.screen import Screen
from grader.watch.view import Drawing, State, View, status

LOOK_SECONDS = 0.5


class Watching:
    """Grades the starter of one challenge of several at each save, until `q` or an interruption."""

    def __init__(self, challenges: Sequence[Challenge], first: Challenge) -> None:
        self._challenges = challenges
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._runs, self._page = Runs(self._events.put), Page()
        self._view = View(challenge=first)
        self._show: Callable[[], None] = lambda: None
        self._suspend: Callable[[], None] = lambda: None

    def run(self) -> None:
        """Watch on a terminal, in place; elsewhere a line for each run."""
        try:
            if not sys.stdout.isatty():
                self._follow()
                return
            with Screen(self._events.put) as screen:
                drawing = Drawing(colour=screen.colour, encoding=screen.encoding)
                self._suspend = screen.suspend
                self._show = lambda: screen.show(
                    drawing.lines(self._view, width=screen.size[0], height=screen.size[1])
                )
                self._follow()
        finally:
            self._runs.close()
            self._page.close()

    def _follow(self) -> None:
        """One challenge after the other, until nothing is to be watched any more."""
        going_on = True
        while going_on:
            files = Files(self._view.challenge.starter, lambda: self._events.put(Saved()))
            try:
                self._begin()
                self._show()
                going_on = self._until_next()
            finally:
                files.close()

    def _until_next(self) -> bool:
        """Whether another challenge comes; else it is the end."""
        while True:
            match self._event():
                case Key("q"):
                    return False
                case Key("n"):
                    self._view = View(challenge=self._next())
                    return True
                case event:
                    self._take(event)
            if self._events.empty():
                self._show()

    def _event(self) -> Event:
        """The next event; an interruption between two looks is seen at the second."""
        while True:
            with suppress(queue.Empty):
                return self._events.get(timeout=LOOK_SECONDS)

    def _take(self, event: Event) -> None:
        match event:
            case Saved() | Key("r"):
                self._begin()
            case Key(name):
                self._typed(name)
            case Suspended():
                self._suspend()
            case Doing(number, text) if number == self._runs.number:
                self._view = replace(self._view, state="building", doing=text)
            case Graded(number, report, whole) if number == self._runs.number:
                self._graded(report, whole=whole)
            case Failed(number, why) if number == self._runs.number:
                self._view = replace(self._view, state="failed", doing=why)
                self._line(why)
            case Resized() | Doing() | Graded() | Failed():
                pass

    def _begin(self) -> None:
        self._view = replace(self._view, state="judging", doing="", said="")
        self._runs.begin(self._view.challenge, self._view.challenge.starter)

    def _graded(self, report: Report, *, whole: bool) -> None:
        at = time.strftime("%H:%M:%S")
        state: State = "graded" if whole else "building"
        self._view = replace(self._view, state=state, doing="", report=report, at=at)
        if whole:
            not_met = ", ".join(self._view.not_met)
            self._line(f"{status(self._view)}{f', not met: {not_met}' if not_met else ''}")

    def _typed(self, name: str) -> None:
        view = self._view
        if name == "h" and view.not_met:
            at = view.not_met.index(view.hint) + 1 if view.hint in view.not_met else 0
            self._view = replace(view, hint=view.not_met[at] if at < len(view.not_met) else None, said="")
        elif name == "o" and view.report is not None:
            try:
                self._view = replace(view, said=self._page.open(view.report))
            except GraderError as error:
                self._view = replace(view, said=str(error))
        else:
            self._view = replace(view, hint=None, said="")

    def _next(self) -> Challenge:
        ids = [challenge.id for challenge in self._challenges]
        at = ids.index(self._view.challenge.id) + 1
        return self._challenges[at % len(ids)]

    def _line(self, text: str) -> None:
        if not sys.stdout.isatty():
            sys.stdout.write(f"{self._view.challenge.id}  {one_line(text, 1000)}\n")
            sys.stdout.flush()
