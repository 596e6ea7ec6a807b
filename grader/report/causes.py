"""The causes of a report: each told once, with the criteria that wait for it and a command that shows it."""

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.evidence import Cause
from grader.grading import Verdict
from grader.values import Value, replace, to_data

_SHOWN_BY = {
    "build": "{engine} build{target} {folder}",
    "start": "{engine} run --rm $({engine} build -q {folder})",
    "run": "{engine} run --rm $({engine} build -q {folder})",
    "answer": "{engine} run --rm -p {port}:{port} $({engine} build -q {folder})",
}
"""By the moment of the cause: a command that a POSIX shell takes as it is."""


class ToldCause(Value, kw_only=True):
    """A cause, the ids of the criteria that wait for it, their points, and a command that shows it again.

    `command` is empty where there is none, such as for a submission that is no folder here, or was built
    with given files in the place of the learner's.
    """

    cause: Cause
    criteria: tuple[str, ...]
    points: int
    command: str

    def as_json(self) -> dict[str, Any]:
        """As plain data, as it is written to report.json."""
        waiting = {"criteria": list(self.criteria), "points": self.points, "command": self.command}
        return {**to_data(self.cause), **waiting}


def told_causes(verdicts: Sequence[Verdict], folder: str | None, engine: str) -> tuple[ToldCause, ...]:
    """The causes of these verdicts, those first that most points wait for; no two have the same id.

    `folder` is what a command may build to show them again; None where that is not what was graded.
    """
    found: dict[Cause, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.cause is not None:
            found.setdefault(verdict.cause, []).append(verdict)
    told = [
        ToldCause(
            cause=cause,
            criteria=tuple(verdict.id for verdict in waiting),
            points=sum(verdict.max_points - verdict.points for verdict in waiting),
            command=command(cause, folder, engine),
        )
        for cause, waiting in found.items()
    ]
    return _numbered(sorted(told, key=lambda each: -each.points))


def command(cause: Cause, folder: str | None, engine: str) -> str:
    """What shows the cause again, for a shell; empty where nothing does."""
    form = _SHOWN_BY.get(cause.moment, "")
    if not form or folder is None or not Path(folder).is_dir() or (cause.port is None and "{port}" in form):
        return ""
    target = f" --target {shlex.quote(cause.target)}" if cause.target else ""
    return form.format(engine=engine, folder=shlex.quote(folder), port=cause.port, target=target)


def _numbered(told: Sequence[ToldCause]) -> tuple[ToldCause, ...]:
    seen: dict[str, int] = {}
    unique = []
    for each in told:
        seen[each.cause.id] = seen.get(each.cause.id, 0) + 1
        number = seen[each.cause.id]
        cause = each.cause if number == 1 else replace(each.cause, id=f"{each.cause.id}-{number}")
        unique.append(replace(each, cause=cause))
    return tuple(unique)
