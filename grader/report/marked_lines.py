"""The Dockerfile line by line, with the verdicts that point to each line."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.evidence import Attachments
from grader.grading import Verdict
from grader.report.help_text import Block, blocks
from grader.report.model import Report
from grader.report.words import details


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A verdict with its number on the page, all that it says, and the line shown there that it points to.

    `help` is the longer hint, which the page folds.
    """

    number: int
    verdict: Verdict
    details: list[tuple[str, str]]
    help: tuple[Block, ...]
    line: int | None


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """One line of the Dockerfile, counted from 1, with what points to it."""

    number: int
    text: str
    placed: tuple[Placed, ...]


def placed_verdicts(report: Report) -> tuple[Placed, ...]:
    """Each verdict with its place."""
    return tuple(
        Placed(
            number=number,
            verdict=verdict,
            details=details(verdict),
            help=tuple(blocks(verdict.help)) if verdict.help else (),
            line=_line(verdict, report.attachments),
        )
        for number, verdict in enumerate(report.criteria, 1)
    )


def marked_lines(placed: Sequence[Placed], attachments: Attachments) -> tuple[MarkedLine, ...]:
    """Each line with the verdicts that point to it."""
    return tuple(
        MarkedLine(number, text, tuple(pointing for pointing in placed if pointing.line == number))
        for number, text in enumerate(_lines(attachments), 1)
    )


def _line(verdict: Verdict, attachments: Attachments) -> int | None:
    """The line, where it is one of the Dockerfile that is shown."""
    count = len(_lines(attachments))
    is_shown = verdict.file == attachments.file and verdict.line is not None and 1 <= verdict.line <= count
    return verdict.line if is_shown else None


def _lines(attachments: Attachments) -> list[str]:
    return attachments.dockerfile.removesuffix("\n").split("\n") if attachments.dockerfile else []
