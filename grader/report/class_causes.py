"""What happened to the submissions of a class: each one's causes and how far it came, and all together."""

from collections import Counter
from collections.abc import Iterable, Sequence

from grader.report.class_report import ClassCause, ClassRow
from grader.report.model import Report
from grader.text import one_line
from grader.values import Value

_UNBUILT = {"dockerfile": "does not build", "build context": "does not build", "build": "does not build"}
_STOPPED = {"time": "ended by a limit", "disk": "ended by a limit"}
_RUNS = {"start": "does not start", "run": "does not run", "answer": "does not answer"}
MAX_FOUND = 300


class CauseGroup(Value):
    """Rows that one cause happened to, each with its place in the table, under their commonest title."""

    title: str
    fault: str
    members: tuple[tuple[int, ClassRow, ClassCause], ...]


def row_causes(report: Report) -> tuple[ClassCause, ...]:
    """The causes of one submission, with the ids by which those of others have them."""
    plain_ids = {verdict.id: verdict.cause.id for verdict in report.criteria if verdict.cause is not None}
    return tuple(
        ClassCause(
            id=plain_ids.get(told.criteria[0], told.cause.id),
            moment=told.cause.moment,
            fault=told.cause.fault,
            title=one_line(told.cause.title, 200),
            found=one_line(told.cause.found, MAX_FOUND),
            points=told.points,
            explained=told.cause.explained,
        )
        for told in report.causes
    )


def state(report: Report) -> str:
    """How far a submission came: `does not build` and `built, but wrong` are both a failure.

    A cause of a build does not tell that it does not build: what was asked for may be another stage.
    """
    if report.outcome != "failed":
        return report.outcome
    moments = [told.cause.moment for told in report.causes]
    is_built = report.image is not None or "start" in report.timings or "ready" in report.timings
    known = {**({} if is_built else _UNBUILT), **_STOPPED, **_RUNS}
    states = (known[moment] for moment in moments if moment in known)
    return next(states, "built, but wrong" if is_built else "failed")


def cause_groups(rows: Sequence[ClassRow]) -> tuple[CauseGroup, ...]:
    """The rows by what happened to them, the commonest cause first; a row may be in several."""
    found: dict[object, list[tuple[int, ClassRow, ClassCause]]] = {}
    for at, row in enumerate(rows, 1):
        for cause in row.causes:
            alike = cause.id if cause.explained else (cause.id, cause.title)
            found.setdefault(alike, []).append((at, row, cause))
    groups = (_group(members) for members in found.values())
    return tuple(sorted(groups, key=lambda group: -len(group.members)))


def _group(members: Iterable[tuple[int, ClassRow, ClassCause]]) -> CauseGroup:
    of_it = tuple(members)
    titles = Counter(cause.title for _, _, cause in of_it)
    return CauseGroup(titles.most_common(1)[0][0], of_it[0][2].fault, of_it)
