"""What every format says of a verdict, and texts shortened until they fit."""

from collections.abc import Callable, Sequence

from grader.errors import UsageError
from grader.evidence import Cause, EngineSummary
from grader.grading import Verdict
from grader.report.causes import ToldCause
from grader.report.model import Change, Report
from grader.text import one_line, plain

COMMAND = "see it"
"""The label of a command."""
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
    """What there is to say of a verdict: each text, inert, with its label, in the order of reading.

    What waits for a cause says no more of it than its title, and the hint where that is still of use. Where
    a criterion was not judged, what it expects is not the trouble.
    """
    if verdict.cause is not None:
        texts = [("waits for", verdict.cause.title), ("hint", _hint_besides(verdict, verdict.cause))]
    else:
        texts = [
            ("expected", verdict.expected if verdict.outcome in {"met", "unmet"} else ""),
            ("found", verdict.found),
            ("because", verdict.because),
            ("where", where(verdict)),
            ("try", verdict.advice),
            ("hint", verdict.hint),
        ]
    return [(label, plain(text)) for label, text in texts if text]


def _hint_besides(verdict: Verdict, cause: Cause) -> str | None:
    """The author's hint, but where the cause has explained just what the criterion was about."""
    return None if verdict.outcome == "unmet" and cause.explained else verdict.hint


def cause_details(told: ToldCause) -> list[tuple[str, str]]:
    """All that there is to say of a cause below its title: as `details`."""
    texts = [*cause_texts(told.cause), (COMMAND, told.command), ("waiting", ", ".join(told.criteria))]
    return [(label, plain(text)) for label, text in texts if text]


def cause_texts(cause: Cause) -> list[tuple[str, str]]:
    """What it tells by itself, whoever waits for it."""
    source = f" ({cause.source})" if cause.source and cause.found else ""
    texts = [
        ("found", f"{cause.found}{source}"),
        ("why", cause.why),
        ("where", place(cause.file, cause.line)),
        ("try", cause.advice),
    ]
    return [(label, plain(text)) for label, text in texts if text]


def waiting_points(told: ToldCause) -> str:
    """`35 points wait for this`."""
    return f"{told.points} {'point waits' if told.points == 1 else 'points wait'} for this"


def cause_name(told: ToldCause) -> str:
    """A cause's title, and the points that wait, on one line."""
    return f"{one_line(told.cause.title)}: {waiting_points(told)}"


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


def message(verdict: Verdict, limit: int = 4000, between: str = "\n", *, with_cause: bool = False) -> str:
    """All of that, `between` two of them; what was found where the criterion is met.

    With `with_cause`, what it waits for is told in it, for those who show no causes by themselves.
    """
    if verdict.outcome == "met":
        return plain(verdict.found or "", limit)
    parts = details(verdict)
    if with_cause and verdict.cause is not None:
        parts[1:1] = cause_texts(verdict.cause)
    return joined(parts, limit, between)


def is_first(report: Report, verdict: Verdict) -> bool:
    """Whether it is the first that waits for its cause, and so tells it where each verdict stands alone."""
    return any(told.criteria[0] == verdict.id for told in report.causes)


def cause_message(told: ToldCause, limit: int = 4000) -> str:
    """All of a cause below its title, one text a line."""
    return joined(cause_details(told), limit)


def joined(parts: Sequence[tuple[str, str]], limit: int, between: str = "\n") -> str:
    """The texts behind their labels, none so long that it hides the others."""
    each = max(20, limit // 2)
    return plain(between.join(f"{label}: {plain(text, each)}" for label, text in parts), limit)


def fitting(render: Callable[[int], str], most_bytes: int, form: str) -> str:
    """What `render` makes of the longest texts that leave it under `most_bytes` of UTF-8.

    Raises UsageError where even the shortest ones do not fit.
    """
    for limit in TEXT_LIMITS:
        text = render(limit)
        if len(text.encode("utf-8", "replace")) < most_bytes:
            return text
    raise UsageError(f"there are too many criteria for the format {form}: it takes {most_bytes} bytes")
