"""The Dockerfile line by line, with the verdicts that point to each line."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.evidence import Attachments
from grader.grading import Verdict


@dataclass(frozen=True, slots=True)
class Placed:
    """A verdict with its number on the page, where it points to, and the line shown there, if it is."""

    number: int
    verdict: Verdict
    where: str
    line: int | None


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """One line of the Dockerfile, counted from 1, with what points to it."""

    number: int
    text: str
    placed: tuple[Placed, ...]


def place(verdicts: Sequence[Verdict], attachments: Attachments) -> tuple[Placed, ...]:
    """Each verdict with its place."""
    count = len(_lines(attachments))
    return tuple(_place(at, one, attachments.file, count) for at, one in enumerate(verdicts, 1))


def mark(placed: Sequence[Placed], attachments: Attachments) -> tuple[MarkedLine, ...]:
    """Each line with the verdicts that point to it."""
    return tuple(
        MarkedLine(number, text, tuple(one for one in placed if one.line == number))
        for number, text in enumerate(_lines(attachments), 1)
    )


def _place(number: int, verdict: Verdict, shown: str, count: int) -> Placed:
    if not verdict.file:
        return Placed(number, verdict, "", None)
    where = f"{verdict.file}:{verdict.line}" if verdict.line else verdict.file
    is_shown = verdict.file == shown and verdict.line is not None and 1 <= verdict.line <= count
    return Placed(number, verdict, where, verdict.line if is_shown else None)


def _lines(attachments: Attachments) -> list[str]:
    return attachments.dockerfile.removesuffix("\n").split("\n") if attachments.dockerfile else []
