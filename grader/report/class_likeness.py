"""In what a class is alike, as its page and its CSV files show it."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from grader.likeness import Approach, Likeness, Pair
from grader.report.class_report import ClassReport, ClassRow
from grader.report.spreadsheet import inert
from grader.text import one_line
from grader.values import Value

SHOWN_PAIRS = 50
SHOWN_APPROACHES = 100
MAX_CELL = 30_000
"""Characters; Excel takes 32,767 ("Excel specifications and limits")."""

Place = tuple[int, ClassRow]
"""The number of a row in the table, and the row."""


class ApproachLine(Value):
    """An approach with the rows of those who took it, and what they came to."""

    number: int
    approach: Approach
    places: tuple[Place, ...]

    @property
    def outcomes(self) -> Counter[str]:
        """How many passed, failed, or could not be graded."""
        return Counter(row.outcome for _, row in self.places)

    @property
    def points(self) -> str:
        """The lowest and the highest points, `85` or `60 to 85`; empty where none was graded."""
        scores = [row.score for _, row in self.places if row.outcome != "error"]
        bounds = sorted({min(scores), max(scores)}) if scores else []
        return " to ".join(map(str, bounds))

    @property
    def not_met(self) -> list[tuple[str, int]]:
        """The criteria that some of them do not meet, those first that most do not."""
        missed = (
            mark.id for _, row in self.places for mark in row.marks if mark.outcome in {"unmet", "blocked"}
        )
        return Counter(missed).most_common()


class PairLine(Value):
    """A pair with the rows of both."""

    pair: Pair
    places: tuple[Place, ...]


def approach_lines(report: ClassReport, likeness: Likeness) -> list[ApproachLine]:
    """All approaches, the most common one first."""
    places = _places(report)
    return [
        ApproachLine(number, one, tuple(places[name] for name in one.submissions if name in places))
        for number, one in enumerate(likeness.approaches, start=1)
    ]


def pair_lines(report: ClassReport, likeness: Likeness) -> list[PairLine]:
    """All pairs, the rarest first."""
    places = _places(report)
    return [
        PairLine(pair, tuple(places[name] for name in pair.submissions if name in places))
        for pair in likeness.pairs
    ]


def render_approaches(report: ClassReport, likeness: Likeness) -> str:
    """approaches.csv: a row for each approach, safe to open in a spreadsheet."""
    heads = ["approach", "submissions", "ids", "passed", "failed", "error", "points", "not met", "says"]
    return _csv([heads, *map(_approach_cells, approach_lines(report, likeness))])


def render_pairs(report: ClassReport, likeness: Likeness) -> str:
    """pairs.csv: a row for each pair, safe to open in a spreadsheet."""
    heads = [
        "id",
        "name",
        "other id",
        "other name",
        "bits",
        "enough",
        "both say",
        "says",
        "other says",
        "shared",
    ]
    return _csv([heads, *(_pair_cells(line, likeness) for line in pair_lines(report, likeness))])


def _places(report: ClassReport) -> dict[str, Place]:
    return {row.id: (number, row) for number, row in enumerate(report.rows, start=1)}


def _approach_cells(line: ApproachLine) -> list[str | int]:
    outcomes = line.outcomes
    counts = [outcomes[name] for name in ("passed", "failed", "error")]
    not_met = ", ".join(f"{name}: {count}" for name, count in line.not_met)
    ids = _cell(row.id for _, row in line.places)
    says = _cell(map(str, line.approach.statements))
    return [line.number, len(line.places), ids, *counts, line.points, inert(not_met), says]


def _pair_cells(line: PairLine, likeness: Likeness) -> Iterator[str | int | float]:
    pair = line.pair
    for _, row in line.places:
        yield inert(row.id)
        yield inert(row.name)
    yield from (pair.bits, likeness.enough_bits or 0.0, len(pair.shared), *pair.statements)
    yield _cell(f"{one.statement} ({one.count} of {likeness.compared})" for one in pair.shared)


def _cell(texts: Iterable[str]) -> str:
    """Several texts in one cell, one a line."""
    return inert("\n".join(one_line(text, 500) for text in texts)[:MAX_CELL])


def _csv(rows: Iterable[Iterable[str | int | float]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def values(report: ClassReport) -> dict[str, Sequence[object] | int]:
    """What the page shows of it: approaches of several, pairs, and how many are left out."""
    likeness = report.likeness
    if likeness is None:
        return {"approaches": (), "pairs": (), "alone": 0, "more_approaches": 0, "more_pairs": 0}
    several = [line for line in approach_lines(report, likeness) if len(line.places) > 1]
    pairs = pair_lines(report, likeness)
    return {
        "approaches": several[:SHOWN_APPROACHES],
        "more_approaches": len(several[SHOWN_APPROACHES:]),
        "alone": len(likeness.approaches) - len(several),
        "pairs": pairs[:SHOWN_PAIRS],
        "more_pairs": len(pairs[SHOWN_PAIRS:]) + likeness.more_pairs,
    }
