"""The page of a class: who met what, how points are spread, what most fail, which builds are slow."""

from pathlib import PurePosixPath
from urllib.parse import quote

from grader.grading import Outcome
from grader.report import class_likeness
from grader.report.class_causes import cause_groups
from grader.report.class_figures import distribution, hardest, middle, slowest
from grader.report.class_report import ClassReport, ClassRow, Mark
from grader.report.pages import render_page
from grader.values import Value

_RANKS: dict[Outcome, int] = {"met": 5, "unmet": 4, "blocked": 3, "skipped": 2, "broken": 1}


class _Line(Value):
    """A row as the table has it: `marks` has one entry for each criterion, None where there is no mark."""

    row: ClassRow
    link: str | None
    marks: tuple[tuple[Mark | None, float], ...]
    twin: int | None


def render_class(report: ClassReport) -> str:
    """The page; it needs no network, and its links lead to the reports in the rows' folders."""
    places = {row.id: at for at, row in enumerate(report.rows, 1)}
    return render_page(
        "class.html.jinja",
        ("page.css", "class.css", "likeness.css"),
        "class.js",
        report=report,
        lines=[_line(report, row, places) for row in report.rows],
        median=middle(report),
        groups=cause_groups(report.rows),
        report_link=report_link,
        distribution=distribution(report),
        hardest=hardest(report),
        slowest=[(bar, report_link(row)) for row, bar in slowest(report)],
        **class_likeness.values(report),
    )


def report_link(row: ClassRow) -> str | None:
    """The address of the row's report, relative to the page; None where there is no report below it.

    Starting with `./` and percent-encoded, no folder's name can be read as a scheme or a host.
    """
    path = PurePosixPath(row.folder)
    if not row.marks or not path.parts or path.is_absolute() or ".." in path.parts:
        return None
    try:
        encoded = row.folder.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return None
    return f"./{quote(encoded).strip('/')}/report.html"


def _line(report: ClassReport, row: ClassRow, places: dict[str, int]) -> _Line:
    marks = {mark.id: mark for mark in row.marks}
    cells = tuple((marks.get(criterion.id), _order(marks.get(criterion.id))) for criterion in report.criteria)
    return _Line(row, report_link(row), cells, places.get(row.same_as) if row.same_as else None)


def _order(mark: Mark | None) -> float:
    """What a column is sorted by: points, then outcomes; no mark comes first."""
    return mark.points + _RANKS[mark.outcome] / 10 if mark else -1.0
