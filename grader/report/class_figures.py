"""What a class's rows add up to. A row that could not be graded is counted apart, never as a zero."""

from collections import Counter
from collections.abc import Sequence
from math import gcd
from statistics import median

from grader.report.bars import Bar, share
from grader.report.class_report import ClassReport, ClassRow
from grader.units import show_duration

MOST_VALUES = 12
"""More values of points than these are put together into ranges."""
RANGES = 10
SLOWEST = 5


def middle(report: ClassReport) -> str | None:
    """The median of the points, `85` or `87.5`; None where nothing was graded."""
    scores = _scores(report)
    return f"{median(scores):g}" if scores else None


def distribution(report: ClassReport) -> tuple[Bar, ...]:
    """How many submissions have how many points, from the most points on."""
    scores = _scores(report)
    counts = [(low, high, sum(low <= score <= high for score in scores)) for low, high in _ranges(report)]
    most = max((count for _, _, count in counts), default=0)
    return tuple(
        Bar(str(low) if low == high else f"{low} to {high}", share(count, most), str(count))
        for low, high, count in reversed(counts)
    )


def hardest(report: ClassReport) -> tuple[Bar, ...]:
    """Each criterion with the share of submissions that do not meet it, the largest share first."""
    counts = {criterion.id: Counter[str]() for criterion in report.criteria}
    for row in report.rows:
        for mark in row.marks:
            if mark.id in counts:
                counts[mark.id][mark.outcome] += 1
    bars = [_failing(criterion.id, criterion.title, counts[criterion.id]) for criterion in report.criteria]
    return tuple(sorted(bars, key=lambda bar: -bar.percent))


def slowest(report: ClassReport) -> tuple[tuple[ClassRow, Bar], ...]:
    """The longest builds; a submission that shares another's result had none of its own."""
    rows = [row for row in report.rows if row.build_seconds > 0 and row.same_as is None]
    rows = sorted(rows, key=lambda row: -row.build_seconds)[:SLOWEST]
    return tuple(
        (
            row,
            Bar(row.name, share(row.build_seconds, rows[0].build_seconds), show_duration(row.build_seconds)),
        )
        for row in rows
    )


def _failing(name: str, title: str, outcomes: Counter[str]) -> Bar:
    failing = outcomes["unmet"] + outcomes["blocked"]
    graded = failing + outcomes["met"]
    percent = share(failing, graded)
    return Bar(name, percent, f"{failing} of {graded}" + (f", {percent:.0f} %" if graded else ""), title)


def _scores(report: ClassReport) -> list[int]:
    return [row.score for row in report.rows if row.outcome != "error"]


def _ranges(report: ClassReport) -> Sequence[tuple[int, int]]:
    """Each value that can occur: criteria give all their points or none, but for a part of a size."""
    parts = (mark.points for row in report.rows for mark in row.marks)
    step = gcd(*(criterion.max_points for criterion in report.criteria), *parts) or 1
    most = report.max_score
    if most // step < MOST_VALUES and all(score % step == 0 for score in _scores(report)):
        return [(score, score) for score in range(0, most + 1, step)]
    edges = [-(-at * most // RANGES) for at in range(RANGES)]
    return list(zip(edges, [edge - 1 for edge in edges[1:]] + [most], strict=True))
