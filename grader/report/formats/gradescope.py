"""`gradescope`: results.json of a Gradescope autograder.

Its containers cannot run an engine: only static criteria, or marks computed elsewhere, can go there.
"""

import json
from typing import Any

from grader.grading import Verdict
from grader.report.model import Report
from grader.report.words import cause_message, cause_name, message, name
from grader.text import plain

FILE_NAME = "results.json"


def render(report: Report) -> str:
    """The results as JSON; all texts are declared as plain text, so that none is taken for markup."""
    results = {
        "score": report.score,
        "execution_time": report.timings.get("total", 0.0),
        "output": _output(report),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {
            "challenge": report.challenge,
            "challenge_digest": report.challenge_digest,
            "grader_version": report.grader_version,
            "outcome": report.outcome,
        },
        "tests": [_test(number, verdict) for number, verdict in enumerate(report.criteria, 1)],
    }
    return json.dumps(results, indent=2, ensure_ascii=False) + "\n"


def _output(report: Report) -> str:
    lines = [f"{report.challenge}: {report.score} of {report.max_score} points"]
    if report.outcome == "error":
        lines.append("Not all criteria could be judged: this is no final mark.")
    lines += [f"\n{cause_name(told)}\n{cause_message(told)}\n" for told in report.causes]
    return "\n".join([*lines, *(f"By the way: {plain(note)}" for note in report.notes)])


def _test(number: int, verdict: Verdict) -> dict[str, Any]:
    text = message(verdict)
    judged = verdict.outcome in {"met", "unmet"}
    return {
        "score": verdict.points,
        "max_score": verdict.max_points,
        "status": "passed" if verdict.outcome == "met" else "failed",
        "name": name(verdict),
        "number": str(number),
        "output": text if judged else f"{verdict.outcome}, {text}",
        "output_format": "text",
        "tags": [verdict.check],
        "visibility": "visible",
    }
