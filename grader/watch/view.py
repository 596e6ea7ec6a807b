"""What is on the screen while a folder is watched: pure text, from what is known."""

from dataclasses import dataclass
from typing import Literal

from grader.challenge import Challenge
from grader.report import Report
from grader.report.hints import long_hint
from grader.report.terminal import render
from grader.report.words import since_last_time
from grader.text import one_line

State = Literal["judging", "building", "graded", "failed"]
KEYS = "h hint, o page, r again, n next, q quit"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
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


def lines(view: View, *, width: int, height: int, colour: bool, encoding: str) -> list[str]:
    """The screen: at most `height` lines, of at most `width` columns where there are 60."""
    top = [_cut(view.said or status(view), width, encoding), ""]
    body = _body(view, width=width, colour=colour, encoding=encoding)
    bottom = ["", _cut(f"{view.challenge.id}: {KEYS}", width, encoding)]
    room = max(1, height - len(top) - len(bottom))
    if len(body) > room:
        more = f"  and {len(body) - room + 1} more lines: o shows the page"
        body = [*body[: room - 1], _cut(more, width, encoding)]
    return [*top, *body, *bottom][:height]


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
