"""What the page shows of a report: causes, verdicts, and the Dockerfile with what points to each line."""

from collections.abc import Sequence

from grader.evidence import Attachments
from grader.grading import Outcome, Verdict
from grader.report.causes import ToldCause
from grader.report.help_text import Block, blocks
from grader.report.model import Report
from grader.report.words import cause_details, details, waiting_points
from grader.values import Value


class Placed(Value, kw_only=True):
    """What has a place on the page: its anchor there, and the line shown there that it points to.

    `label` says what it is, in the colours of `tone`.
    """

    anchor: str
    label: str
    title: str
    tone: Outcome
    details: list[tuple[str, str]]
    line: int | None


class PlacedVerdict(Placed, kw_only=True):
    """A verdict; `help` is the longer hint, which the page folds."""

    verdict: Verdict
    help: tuple[Block, ...]


class PlacedCause(Placed, kw_only=True):
    """A cause; `points` says how many wait, `waiting` what does."""

    points: str
    waiting: tuple[PlacedVerdict, ...]


class MarkedLine(Value):
    """One line of the Dockerfile, counted from 1, with what points to it."""

    number: int
    text: str
    placed: tuple[Placed, ...]


def placed_verdicts(report: Report) -> tuple[PlacedVerdict, ...]:
    """Each verdict with its place; what waits for a cause points to no line of its own."""
    return tuple(
        PlacedVerdict(
            anchor=f"criterion-{number}",
            label=verdict.outcome,
            title=verdict.title,
            tone=verdict.outcome,
            details=details(verdict),
            line=None if verdict.cause else _line(verdict.file, verdict.line, report.attachments),
            verdict=verdict,
            help=tuple(blocks(verdict.help)) if verdict.help else (),
        )
        for number, verdict in enumerate(report.criteria, 1)
    )


def placed_causes(report: Report, verdicts: Sequence[PlacedVerdict]) -> tuple[PlacedCause, ...]:
    """Each cause with its place, and those of the verdicts that wait for it."""
    return tuple(
        PlacedCause(
            anchor=f"cause-{number}",
            label="cause",
            title=told.cause.title,
            tone="broken" if told.cause.fault == "machine" else "unmet",
            details=_besides_waiting(told),
            line=_line(told.cause.file, told.cause.line, report.attachments),
            points=waiting_points(told),
            waiting=tuple(each for each in verdicts if each.verdict.id in told.criteria),
        )
        for number, told in enumerate(report.causes, 1)
    )


def marked_lines(placed: Sequence[Placed], attachments: Attachments) -> tuple[MarkedLine, ...]:
    """Each line with what points to it."""
    return tuple(
        MarkedLine(number, text, tuple(pointing for pointing in placed if pointing.line == number))
        for number, text in enumerate(_lines(attachments), 1)
    )


def _besides_waiting(told: ToldCause) -> list[tuple[str, str]]:
    """The page has links in place of the ids of those that wait."""
    return [part for part in cause_details(told) if part[0] != "waiting"]


def _line(file: str | None, line: int | None, attachments: Attachments) -> int | None:
    """The line, where it is one of the Dockerfile that is shown."""
    is_shown = file == attachments.file and line is not None and 1 <= line <= len(_lines(attachments))
    return line if is_shown else None


def _lines(attachments: Attachments) -> list[str]:
    return attachments.dockerfile.removesuffix("\n").split("\n") if attachments.dockerfile else []
