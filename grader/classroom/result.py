"""A content's result as the journal holds it, and as text and back."""

import json
import time

from grader.evidence.store import UnreadableEvidenceError, from_plain, to_plain
from grader.report import Report
from grader.submission import Known
from grader.values import Value, field, from_data, to_data


class Result(Value, kw_only=True):
    """A report, the circumstances in which it is valid, the run that made it, and the seconds it took.

    `finished` is when it was made, in seconds since the epoch.
    """

    report: Report
    circumstances: str
    run: str
    seconds: float
    finished: float = field(default_factory=time.time)


def report_text(report: Report) -> str:
    """The report as JSON; half a character, as in a file name that is no UTF-8, becomes a question mark."""
    return _text(to_data(report))


def read_report(text: str) -> Report:
    """What `report_text` was given. ValueError where it is another version's, or damaged."""
    try:
        return from_data(Report, json.loads(text))
    except RecursionError:
        raise ValueError("the kept report is nested too deeply") from None


def evidence_text(evidence: Known) -> str:
    """The answers as JSON."""
    return _text(to_plain(evidence))


def read_evidence(text: str) -> Known:
    """What `evidence_text` was given. Raises UnreadableEvidenceError."""
    try:
        return from_plain(json.loads(text))
    except ValueError as error:
        raise UnreadableEvidenceError(f"the kept evidence cannot be read: {error}") from None


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
