"""What is on the screen while a folder is watched: pure text, from what is known."""

from operator import is_not
from typing import Literal

from grader.challenge import Challenge
from grader.report import Report
from grader.report.hints import long_hint
from grader.report.terminal import render
from grader.report.words import since_last_time
from grader.text import one_line
from grader.values import Value

State = Literal["judging", "building", "graded", "failed"]
KEYS = "h hint, o page, r again, n next, q quit"


class View(Value, kw_only=True):
    """What is known by now. `hint` is the criterion whose longer hint is shown in the report's place.

    `said` is what the last key came to; it goes with the next event.
    """

    challenge: Challenge
    state: State = "judging"
    doing: str = ""
    report: Report | None = None
    hint: str | None = None
    said: str = ""
    at: str = ""

    @property
    def not_met(self) -> list[str]:
        """The criteria for which there is a longer hint to show, those first that are listed first."""
        if self.report is None:
            return []
        return [verdict.id for verdict in self.report.criteria if verdict.outcome in {"unmet", "blocked"}]


def status(view: View) -> str:
    """One line: what is being done, or what came of it and what got better or worse."""
    report = view.report
    if view.state == "graded" and report is not None:
        since = since_last_time(report)
        points = f"{report.score} of {report.max_score} points"
        return one_line(f"{view.at} {points}{f', since last time: {since}' if since else ''}")
    return one_line(view.doing or {"judging": "reading", "building": "building"}.get(view.state, ""))


class Drawing:
    """Makes lines of views; those of a report are kept until another report, hint or size comes."""

    def __init__(self, *, colour: bool, encoding: str) -> None:
        self._colour, self._encoding = colour, encoding
        self._of: tuple[Report | None, str | None, Challenge, int] | None = None
        self._body: list[str] = []

    def lines(self, view: View, *, width: int, height: int) -> list[str]:
        """The screen: at most `height` lines, of at most `width` columns where there are 60."""
        top = [_cut(view.said or status(view), width, self._encoding), ""]
        bottom = ["", _cut(f"{view.challenge.id}: {KEYS}", width, self._encoding)]
        body, room = self._drawn(view, width), max(1, height - len(top) - len(bottom))
        if len(body) > room:
            more = f"  and {len(body) - room + 1} more lines: o shows the page"
            body = [*body[: room - 1], _cut(more, width, self._encoding)]
        return [*top, *body, *bottom][:height]

    def _drawn(self, view: View, width: int) -> list[str]:
        """What is between the first line and the last, drawn where it is not as before."""
        of = (view.report, view.hint, view.challenge, width)
        if self._of is None or any(map(is_not, of, self._of)):
            self._of = of
            self._body = _body(view, width=width, colour=self._colour, encoding=self._encoding)
        return self._body


def _body(view: View, *, width: int, colour: bool, encoding: str) -> list[str]:
    if view.hint is not None:
        criterion = next(each for each in view.challenge.criteria if each.id == view.hint)
        text = long_hint(criterion, view.challenge.help.get(view.hint), colour=colour, width=width)
        return text.encode(encoding, "replace").decode(encoding).splitlines()
    if view.report is None:
        return []
    return render(view.report, colour=colour, width=width, encoding=encoding).splitlines()


def _cut(text: str, width: int, encoding: str) -> str:
    shown = one_line(text, max(1, width - 1))
    return shown.encode(encoding, "replace").decode(encoding)
