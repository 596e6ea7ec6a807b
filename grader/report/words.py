"""What every format says of a verdict, and texts shortened until they fit."""

from collections.abc import Callable, Sequence

from grader.errors import UsageError
from grader.evidence import EngineSummary
from grader.grading import Verdict
from grader.report.causes import ToldCause
from grader.report.model import Change, Report
from grader.text import one_line, plain

TEXT_LIMITS = (4000, 1500, 500, 200, 80, 24)
"""Characters of each text, the most first; the least still says which criterion it is."""


def beyond(engine: EngineSummary | None) -> str:
    """Which engine can do what the one at hand cannot; empty where that is not known or it could all."""
    if engine is None or not engine.able:
        return ""
    return f"{engine.name} {engine.version} cannot do what this submission needs: grade it with {engine.able}"


def name(verdict: Verdict, limit: int = 200) -> str:
    """A criterion's id and title on one line: unlike a title alone, no two are equal."""
    return one_line(f"{verdict.id}: {verdict.title}", limit)


def where(verdict: Verdict) -> str:
    """`Dockerfile:3`, `Dockerfile`, or nothing."""
    return place(verdict.file, verdict.line)


def place(file: str | None, line: int | None) -> str:
    """The same of a file and a line."""
    shown = one_line(file or "", 400)
    return f"{shown}:{line}" if shown and line else shown


def details(verdict: Verdict) -> list[tuple[str, str]]:
    """All that there is to say of a verdict: each text, inert, with its label, in the order of reading.

    What its cause tells is among them, for those who show no causes of their own.
    """
    cause = verdict.cause
    texts = [
        ("expected", verdict.expected),
        ("found", verdict.found),
        ("because", verdict.because),
        ("seen", cause.found if cause else ""),
        ("why", cause.why if cause else ""),
        ("where", where(verdict) or (place(cause.file, cause.line) if cause else "")),
        ("try", verdict.advice or (cause.advice if cause else "")),
        ("hint", verdict.hint),
    ]
    return [(label, plain(text)) for label, text in texts if text]


def cause_details(told: ToldCause) -> list[tuple[str, str]]:
    """All that there is to say of a cause below its title: as `details`."""
    cause = told.cause
    source = f" ({cause.source})" if cause.source and cause.found else ""
    texts = [
        ("found", f"{cause.found}{source}"),
        ("why", cause.why),
        ("where", place(cause.file, cause.line)),
        ("try", cause.advice),
        ("see it", told.command),
        ("waiting", ", ".join(told.criteria)),
    ]
    return [(label, plain(text)) for label, text in texts if text]


def failing_details(verdict: Verdict) -> list[tuple[str, str]]:
    """The same in short: where a criterion was not judged, what it expects is not the trouble."""
    return [part for part in details(verdict) if part[0] != "expected" or verdict.outcome == "unmet"]


def details_below_causes(verdict: Verdict) -> list[tuple[str, str]]:
    """The same where the causes were told before: what waits for one only says what it will ask for."""
    if verdict.cause is not None:
        return [part for part in details(verdict) if part[0] == "hint" and verdict.outcome == "blocked"]
    return failing_details(verdict)


def since_last_time(report: Report) -> str:
    """`+20 (two-stages), -20 (health-endpoint)`: what got better and worse; nothing where nothing did."""
    since = report.since_last_time
    if since is None:
        return ""
    if since.challenge_changed:
        return "the challenge itself has changed, so nothing is compared"
    return ", ".join(_changes(changes) for changes in (since.better, since.worse) if changes)


def _changes(changes: Sequence[Change]) -> str:
    points = sum(change.points for change in changes)
    return f"{points:+d} ({one_line(', '.join(change.id for change in changes), 400)})"


def message(verdict: Verdict, limit: int = 4000, between: str = "\n") -> str:
    """All of that, `between` two of them; what was found where the criterion is met."""
    if verdict.outcome == "met":
        return plain(verdict.found or "", limit)
    each = max(20, limit // 2)
    return plain(
        between.join(f"{label}: {plain(text, each)}" for label, text in failing_details(verdict)), limit
    )


def fitting(render: Callable[[int], str], most_bytes: int, form: str) -> str:
    """What `render` makes of the longest texts that leave it under `most_bytes` of UTF-8.

    Raises UsageError where even the shortest ones do not fit.
    """
    for limit in TEXT_LIMITS:
        text = render(limit)
        if len(text.encode("utf-8", "replace")) < most_bytes:
            return text
    raise UsageError(f"there are too many criteria for the format {form}: it takes {most_bytes} bytes")
