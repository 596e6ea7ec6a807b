"""`markdown`: a summary for `$GITHUB_STEP_SUMMARY`, which takes 1 MiB of GitHub's Markdown a step."""

from collections.abc import Sequence

from grader.evidence import ImageSummary, StarterSize
from grader.grading import Outcome, Verdict
from grader.report.causes import ToldCause
from grader.report.markdown_text import code, folded, text
from grader.report.model import Report
from grader.report.size_bar import legend, size_bars
from grader.report.words import (
    beyond,
    cause_details,
    details,
    fitting,
    since_last_time,
    waiting_points,
)
from grader.text import one_line
from grader.units import show_duration, show_size

FILE_NAME = "summary.md"
NEEDS = (StarterSize(),)
MAX_BYTES = 1_048_576
_ICONS: dict[Outcome, str] = {"met": "✅", "unmet": "❌", "blocked": "⛔", "broken": "⚠️", "skipped": "⏭️"}
_OVERALL: dict[str, Outcome] = {"passed": "met", "failed": "unmet", "error": "broken"}
_FACTS = {"expected", "found", "because", "where", "see it", "waiting"}


def render(report: Report) -> str:
    """The summary, with shorter texts where it would be too long."""
    return fitting(lambda limit: _summary(report, limit), MAX_BYTES, "markdown")


def _summary(report: Report, limit: int) -> str:
    icon = _ICONS[_OVERALL[report.outcome]]
    points = f"{report.score} of {report.max_score} points"
    elsewhere = beyond(report.engine)
    blocks = [text(elsewhere, limit)] if elsewhere else []
    blocks.append(f"## {icon} {text(report.challenge, limit)}: {points}")
    if since := since_last_time(report):
        blocks.append(f"Since last time: {text(since, limit)}")
    blocks += ["### Start here"] if report.causes else []
    blocks += [_cause(told, limit) for told in report.causes]
    blocks.append(_table(report, limit))
    blocks += [_details(verdict, limit) for verdict in report.criteria if verdict.outcome != "met"]
    if report.image is not None:
        blocks += _image(report, report.image, report.attachments.starter, limit)
    if report.notes:
        notes = "\n".join(f"- {text(note, limit)}" for note in report.notes)
        blocks.append(f"### By the way\n\n{notes}")
    return "\n\n".join([*blocks, _last_line(report)]) + "\n"


def _table(report: Report, limit: int) -> str:
    rows = [
        f"| {_ICONS[verdict.outcome]} | {text(verdict.title, min(limit, 300))} "
        f"| {verdict.points}/{verdict.max_points} |"
        for verdict in report.criteria
    ]
    return "\n".join(["| | Criterion | Points |", "|:-:|:--|--:|", *rows])


def _cause(told: ToldCause, limit: int) -> str:
    icon = _ICONS["broken" if told.cause.fault == "machine" else "unmet"]
    heading = f"#### {icon} {text(one_line(told.cause.title, 300), limit)}"
    points = f"{waiting_points(told)}.".capitalize()
    return "\n".join([heading, "", points, "", *_list(cause_details(told), limit)])


def _details(verdict: Verdict, limit: int) -> str:
    outcome = "" if verdict.outcome == "unmet" else f" ({verdict.outcome})"
    heading = f"### {_ICONS[verdict.outcome]} {text(one_line(verdict.title, 300), limit)}{outcome}"
    longer = ["", folded(verdict.help, limit)] if verdict.help else []
    return "\n".join([heading, "", *_list(details(verdict), limit), *longer])


def _list(parts: Sequence[tuple[str, str]], limit: int) -> list[str]:
    return [f"- **{label}** {_shown(label, said, limit)}" for label, said in parts]


def _image(report: Report, image: ImageSummary, starter: ImageSummary | None, limit: int) -> list[str]:
    allowed = report.image_limit_bytes
    bars = "\n".join([*size_bars(image, starter, allowed), "", legend(image, allowed)])
    stand_in = " (stand-in: no registry is reachable)" if image.base_stand_in else ""
    rows = [
        f"| {show_size(layer.size_bytes)} | {code(one_line(layer.instruction, 300), limit)} |"
        for layer in image.largest_own_layers(5)
    ]
    blocks = [
        f"### Image\n\n```text\n{bars}\n```",
        f"Base: {code(one_line(image.base, 300), limit)}{stand_in}",
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
    return f"<sub>{', '.join(text(word, 100) for word in words)}</sub>"


def _shown(label: str, said: str, limit: int) -> str:
    """Facts as code, where GitHub makes no links of names and addresses; a hint as text."""
    return code(said, limit) if label in _FACTS else text(said, limit)
