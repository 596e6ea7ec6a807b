"""`autograding`: the step output `result` of GitHub Classroom's grading actions, one line of base64.

It is read by classroom-resources/autograding-grading-reporter v1, which adds up the tests' scores and
prints names and messages into the workflow's log.
"""

import base64
import json
from typing import Any

from grader.grading import Outcome, Verdict
from grader.report.model import Report
from grader.report.words import fitting, is_first, message, name
from grader.text import one_line

FILE_NAME = "autograding.txt"
MAX_BYTES = 90_000
"""Of JSON: the base64 text is handed on in an environment variable, and Linux takes 131,072 bytes of one."""

_EMPTY: dict[str, Any] = {
    "name": "",
    "status": "error",
    "score": 0,
    "message": "",
    "test_code": "",
    "filename": "",
    "line_no": 0,
    "execution_time": 0,
}
"""A test; the reporter prints NaN, or crashes, where one of these is missing."""

_OVERALL = {"passed": "pass", "failed": "fail", "error": "error"}
# The reporter shows the message of an error, but not that of a fail.
_STATUS: dict[Outcome, str] = {
    "met": "pass",
    "unmet": "fail",
    "blocked": "error",
    "broken": "error",
    "skipped": "error",
}


def render(report: Report, *, points: bool = True) -> str:
    """One line of base64. UsageError where there are too many criteria for it.

    Without `points` no criterion and no report has any: a reporter shows outcomes only.
    """
    text = fitting(lambda limit: _json(report, limit, points=points), MAX_BYTES, "autograding")
    return _line(text)


def no_result(why: str) -> str:
    """One line of base64 for what was not graded: an error, with no points to be had."""
    test = {**_EMPTY, "name": "grading", "message": _harmless(why)}
    return _line(json.dumps({"version": 1, "status": "error", "max_score": 0, "tests": [test]}))


def _line(text: str) -> str:
    return base64.b64encode(text.encode("utf-8", "replace")).decode() + "\n"


def _json(report: Report, limit: int, *, points: bool) -> str:
    results = {
        "version": 1,
        "status": _OVERALL[report.outcome],
        "max_score": report.max_score if points else 0,
        "tests": [_test(report, verdict, limit, points=points) for verdict in report.criteria],
    }
    return json.dumps(results, ensure_ascii=False, separators=(",", ":"))


def _test(report: Report, verdict: Verdict, limit: int, *, points: bool) -> dict[str, Any]:
    return {
        **_EMPTY,
        "name": _harmless(name(verdict, min(limit, 200))),
        "status": _STATUS[verdict.outcome],
        "score": verdict.points if points else 0,
        "message": _harmless(message(verdict, limit, "; ", with_cause=is_first(report, verdict))),
        "test_code": _harmless(verdict.check),
        "filename": _harmless(verdict.file or "")[:limit],
        "line_no": verdict.line or 0,
    }


def _harmless(text: str) -> str:
    """One line without workflow commands: `::` counts at a line's start, the older `##[` anywhere in it."""
    text = one_line(text, 4000).replace("##[", "# #[")
    return text.replace("::", ": :", 1) if text.startswith("::") else text
