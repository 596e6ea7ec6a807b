"""`html`: the report as a page, one file that needs no network and no script."""

from grader.report.layers import draw, limit_of
from grader.report.marked_lines import mark, place
from grader.report.model import Report
from grader.report.pages import render_page

FILE_NAME = "report.html"


def render(report: Report) -> str:
    """The page; what the report's attachments do not hold is left out."""
    attachments = report.attachments
    placed = place(report.criteria, attachments)
    limit = limit_of(report.criteria)
    return render_page(
        "report.html.jinja",
        ("page.css", "report.css"),
        report=report,
        placed=placed,
        lines=mark(placed, attachments),
        file=attachments.file,
        picture=draw(report.image, attachments.starter, limit) if report.image else None,
        logs=[
            (title, text)
            for title, text in (
                ("Build log", attachments.build_log),
                ("Container log", attachments.container_log),
            )
            if text.strip()
        ],
    )
