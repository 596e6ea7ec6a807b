"""What of a report was judged, where only a part was to be graded."""

from typing import Literal

from grader.report.model import Report
from grader.values import replace


def judged_part(report: Report) -> Report | None:
    """The report without what was skipped, so that all its points could be had; None if nothing is left."""
    criteria = tuple(verdict for verdict in report.criteria if verdict.outcome != "skipped")
    if not criteria:
        return None
    outcomes = {verdict.outcome for verdict in criteria}
    outcome: Literal["passed", "failed", "error"] = "failed" if outcomes & {"unmet", "blocked"} else "passed"
    return replace(
        report,
        criteria=criteria,
        outcome="error" if "broken" in outcomes else outcome,
        max_score=sum(verdict.max_points for verdict in criteria),
    )
