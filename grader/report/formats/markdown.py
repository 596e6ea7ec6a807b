"""`markdown`: a summary for `$GITHUB_STEP_SUMMARY`, which takes 1 MiB of GitHub's Markdown a step."""

import re
import string

from grader.evidence import ImageSummary, StarterSize
from grader.grading import Outcome, Verdict
from grader.report.model import Report
from grader.report.size_bar import legend, size_bars
from grader.report.words import beyond, failing_details, fitting, since_last_time
from grader.text import one_line, plain
from grader.units import show_duration, show_size

FILE_NAME = "summary.md"
NEEDS = (StarterSize(),)
MAX_BYTES = 1_048_576
_ICONS: dict[Outcome, str] = {"met": "✅", "unmet": "❌", "blocked": "⛔", "broken": "⚠️", "skipped": "⏭️"}
_OVERALL: dict[str, Outcome] = {"passed": "met", "failed": "unmet", "error": "broken"}
_FACTS = {"expected", "found", "because", "seen", "where"}
_SIGNS = set(string.punctuation) - set(",-./")
_REFERENCES = str.maketrans(
    {sign: f"&#{ord(sign)};" for sign in _SIGNS} | {"@": "&#64;<!-- -->", "\0": "&#46;", "\n": "<br>"}
)
_BREAK = re.compile(r"\s*\n\s*")
_DOT_OF_WWW = re.compile(r"(?<=www)\.", re.IGNORECASE)


def render(report: Report) -> str:
    """The summary, with shorter texts where it would be too long."""
    return fitting(lambda limit: _summary(report, limit), MAX_BYTES, "markdown")


def _summary(report: Report, limit: int) -> str:
    icon = _ICONS[_OVERALL[report.outcome]]
    points = f"{report.score} of {report.max_score} points"
    elsewhere = beyond(report.engine)
    blocks = [_text(elsewhere, limit)] if elsewhere else []
    blocks.append(f"## {icon} {_text(report.challenge, limit)}: {points}")
    if since := since_last_time(report):
        blocks.append(f"Since last time: {_text(since, limit)}")
    blocks.append(_table(report, limit))
    blocks += [_details(verdict, limit) for verdict in report.criteria if verdict.outcome != "met"]
    if report.image is not None:
        blocks += _image(report, report.image, report.attachments.starter, limit)
    if report.notes:
        notes = "\n".join(f"- {_text(note, limit)}" for note in report.notes)
        blocks.append(f"### By the way\n\n{notes}")
    return "\n\n".join([*blocks, _last_line(report)]) + "\n"


def _table(report: Report, limit: int) -> str:
    rows = [
        f"| {_ICONS[verdict.outcome]} | {_text(verdict.title, min(limit, 300))} "
        f"| {verdict.points}/{verdict.max_points} |"
        for verdict in report.criteria
    ]
    return "\n".join(["| | Criterion | Points |", "|:-:|:--|--:|", *rows])


def _details(verdict: Verdict, limit: int) -> str:
    outcome = "" if verdict.outcome == "unmet" else f" ({verdict.outcome})"
    heading = f"### {_ICONS[verdict.outcome]} {_text(one_line(verdict.title, 300), limit)}{outcome}"
    lines = [f"- **{label}** {_shown(label, text, limit)}" for label, text in failing_details(verdict)]
    return "\n".join([heading, "", *lines])


def _image(report: Report, image: ImageSummary, starter: ImageSummary | None, limit: int) -> list[str]:
    allowed = report.image_limit_bytes
    bars = "\n".join([*size_bars(image, starter, allowed), "", legend(image, allowed)])
    stand_in = " (stand-in: no registry is reachable)" if image.base_stand_in else ""
    rows = [
        f"| {show_size(layer.size_bytes)} | {_code(one_line(layer.instruction, 300), limit)} |"
        for layer in image.largest_own_layers(5)
    ]
    blocks = [
        f"### Image\n\n```text\n{bars}\n```",
        f"Base: {_code(one_line(image.base, 300), limit)}{stand_in}",
    ]
    return blocks + (["\n".join(["| Size | Largest own layers |", "|--:|:--|", *rows])] if rows else [])


def _last_line(report: Report) -> str:
    engine = report.engine
    known = [engine.name, engine.version, engine.store, engine.builder] if engine else []
    words = [
        f"in {show_duration(report.timings.get('total', 0.0))}",
        *known,
        f"grader {report.grader_version}",
    ]
    return f"<sub>{', '.join(_text(word, 100) for word in words)}</sub>"


def _shown(label: str, text: str, limit: int) -> str:
    """Facts as code, where GitHub makes no links of names and addresses; a hint as text."""
    return _code(text, limit) if label in _FACTS else _text(text, limit)


def _code(text: str, limit: int) -> str:
    return f"<code>{_text(text, limit)}</code>" if text else ""


def _text(text: str, limit: int) -> str:
    """A text in which nothing is markup: every sign that could be is written as a character reference.

    A mention is found in the finished page, where the reference is a sign again: a comment divides it.
    """
    lines = _BREAK.sub("\n", plain(text, limit).strip())
    return _DOT_OF_WWW.sub("\0", lines).translate(_REFERENCES)  # `plain` leaves no NUL of the text's own
