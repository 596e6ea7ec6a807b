"""`json`: the report as it is (schema `grader/report/v2`)."""

import json

from grader.report.model import Report

FILE_NAME = "report.json"


def render(report: Report) -> str:
    """The report as JSON."""
    return json.dumps(report.as_json(), indent=2, ensure_ascii=False) + "\n"
