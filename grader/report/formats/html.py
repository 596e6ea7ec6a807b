"""`html`: the report as a page, one file that needs no network and no script."""

from grader.evidence import StarterSize
from grader.report.layers import draw
from grader.report.marked_lines import marked_lines, placed_causes, placed_verdicts
from grader.report.model import Report
from grader.report.pages import render_page
from grader.report.words import beyond, since_last_time

FILE_NAME = "report.html"
NEEDS = (StarterSize(),)


def render(report: Report) -> str:
    """The page; what the report's attachments do not hold is left out."""
    attachments = report.attachments
    placed = placed_verdicts(report)
    causes = placed_causes(report, placed)
    limit = report.image_limit_bytes
    return render_page(
        "report.html.jinja",
        ("page.css", "report.css"),
        report=report,
        since=since_last_time(report),
        beyond=beyond(report.engine),
        causes=causes,
        placed=placed,
        lines=marked_lines((*causes, *placed), attachments),
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
