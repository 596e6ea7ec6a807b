"""A report is compared with the last time, and is the last time from then on."""

from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from grader.memory.gradings import keep, past_gradings
from grader.memory.past import PastGrading, PastVerdict, of_report
from grader.report import Report
from grader.report.model import Change, SinceLastTime
from grader.values import replace


def remember(report: Report, submission: Path) -> Report:
    """The report with what has changed since the last time the folder was graded, which it is from now on.

    A memory that cannot be written costs a note, and nothing else.
    """
    told = replace(report, since_last_time=since(past_gradings(report.challenge, submission), report))
    now = of_report(report)
    if not now.judged:
        return told
    try:
        keep(now, submission)
    except OSError as error:
        why = error.strerror or "it cannot be written"
        note = f"this run is not remembered: {error.filename or 'the state folder'}: {why}"
        return replace(told, notes=(*told.notes, f"{note} (GRADER_STATE names another folder)"))
    return told


def since(past: Sequence[PastGrading], report: Report) -> SinceLastTime | None:
    """What got better and worse; None where nothing did, or nothing is known of an earlier time.

    Each criterion is compared with the last time that it was judged, by the same spec: what the machine
    failed at, or nobody asked for, is neither better nor worse.
    """
    if past and past[-1].digest != report.challenge_digest:
        return SinceLastTime(challenge_changed=True)
    before, now = by_now(past, report.challenge_digest), of_report(report).judged
    changes = [Change(name, now[name].points - before[name].points) for name in now if name in before]
    better = tuple(change for change in changes if change.points > 0)
    worse = tuple(change for change in changes if change.points < 0)
    if not better and not worse:
        return None
    return SinceLastTime(better=better, worse=worse, points=sum(change.points for change in changes))


def by_now(past: Sequence[PastGrading], digest: str) -> dict[str, PastVerdict]:
    """The last judged verdict on each criterion since the spec is what it is."""
    same_spec = list(takewhile(lambda one: one.digest == digest, reversed(past)))
    return {name: verdict for one in reversed(same_spec) for name, verdict in one.judged.items()}
