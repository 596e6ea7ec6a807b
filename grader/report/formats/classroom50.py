"""`classroom50`: result.json of Classroom 50 (schema `classroom50/result/v1`).

Whose result it is comes from the environment that its runner sets.
"""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from grader.errors import UsageError
from grader.grading import Verdict
from grader.report.model import Report
from grader.report.words import is_first, message, name

FILE_NAME = "result.json"
SCHEMA = "classroom50/result/v1"
_VARIABLES = {
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "assignment_type": "ASSIGNMENT_TYPE",
    "owner": "OWNER",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
    "review": "REVIEW_URL",
}


def utc_now() -> datetime:
    """The time of the result."""
    return datetime.now(UTC)


def check() -> None:
    """UsageError names every variable that is missing or that the schema refuses."""
    _identity()


def render(report: Report, now: Callable[[], datetime] = utc_now) -> str:
    """The result as JSON. Raises UsageError as `check` does."""
    result = {
        "schema": SCHEMA,
        **_identity(),
        "datetime": now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": report.score,
        "max-score": report.max_score,
        "tests": [_test(report, verdict) for verdict in report.criteria],
    }
    return json.dumps(result, indent=2, ensure_ascii=False) + "\n"


def _identity() -> dict[str, str]:
    known = {key: os.environ.get(variable, "").strip() for key, variable in _VARIABLES.items()}
    known["review"] = known["review"] or known["commit"]  # a commit without a pull request has no review
    missing = [variable for key, variable in _VARIABLES.items() if not known[key]]
    if missing:
        raise UsageError(f"the format classroom50 needs these environment variables: {', '.join(missing)}")
    if known["assignment_type"] not in {"individual", "group"}:
        raise UsageError("the environment variable ASSIGNMENT_TYPE must be individual or group")
    if not known["submission"].startswith("submit/"):
        raise UsageError("the environment variable SUBMISSION_TAG must begin with submit/")
    return known


def _test(report: Report, verdict: Verdict) -> dict[str, Any]:
    return {
        "test-name": name(verdict),
        "passed": verdict.outcome == "met",
        "score": verdict.points,
        "max-score": verdict.max_points,
        "outcome": verdict.outcome,
        "message": message(verdict, with_cause=is_first(report, verdict)),
    }
