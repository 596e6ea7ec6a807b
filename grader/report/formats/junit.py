"""`junit`: JUnit XML, one test suite for the challenge and one test case for each criterion."""

import re
from xml.etree import ElementTree as ET

from grader.grading import Outcome, Verdict
from grader.report.model import Report
from grader.report.words import is_first, message, name
from grader.text import one_line, plain

FILE_NAME = "junit.xml"
_ELEMENTS: dict[Outcome, str] = {
    "unmet": "failure",
    "blocked": "failure",
    "broken": "error",
    "skipped": "skipped",
}
# What is left of https://www.w3.org/TR/xml/#charsets once control characters and surrogates are gone.
_ILLEGAL = re.compile("[\ufffe\uffff]")


def render(report: Report) -> str:
    """The XML document."""
    count = {"name": _legal(report.challenge), "tests": str(len(report.criteria)), **_counts(report)}
    count["time"] = str(report.timings.get("total", 0.0))
    root = ET.Element("testsuites", count)
    suite = ET.SubElement(root, "testsuite", count)
    about = {"submission": report.submission, "outcome": report.outcome}
    about |= {"points": str(report.score), "max_points": str(report.max_score)}
    about |= {"grader_version": report.grader_version, "challenge_digest": report.challenge_digest}
    _properties(suite, about)
    for verdict in report.criteria:
        _case(suite, report, verdict)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _counts(report: Report) -> dict[str, str]:
    elements = [_ELEMENTS.get(verdict.outcome) for verdict in report.criteria]
    counted = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    return {label: str(elements.count(element)) for label, element in counted.items()}


def _case(suite: ET.Element, report: Report, verdict: Verdict) -> None:
    case = {"classname": _legal(report.challenge), "name": _legal(name(verdict)), "time": "0"}
    if verdict.file:
        case["file"] = _legal(verdict.file)
    if verdict.file and verdict.line:
        case["line"] = str(verdict.line)
    element = ET.SubElement(suite, "testcase", case)
    about = {"points": str(verdict.points), "max_points": str(verdict.max_points)}
    _properties(element, {**about, "check": verdict.check, "outcome": verdict.outcome})
    if (kind := _ELEMENTS.get(verdict.outcome)) is not None:
        short = _legal(f"{verdict.outcome}: {_short(verdict)}")
        text = _lines(message(verdict, with_cause=is_first(report, verdict)))
        ET.SubElement(element, kind, message=short, type=verdict.outcome).text = text


def _short(verdict: Verdict) -> str:
    if verdict.cause is not None:
        return f"waits for: {verdict.cause.title}"
    return verdict.because or verdict.found or verdict.hint or ""


def _properties(parent: ET.Element, properties: dict[str, str]) -> None:
    holder = ET.SubElement(parent, "properties")
    for key, value in properties.items():
        ET.SubElement(holder, "property", name=key, value=_legal(value))


def _legal(text: str) -> str:
    """A text for an attribute."""
    return _ILLEGAL.sub("", one_line(text, 1000))


def _lines(text: str) -> str:
    return _ILLEGAL.sub("", plain(text))
