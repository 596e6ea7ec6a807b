"""Extensions: a CSV in which the teacher gives some learners a later time than the class has."""

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from grader.classroom.sheet import keyed_rows, read_sheet
from grader.classroom.times import read_time, show_time
from grader.errors import UsageError
from grader.text import did_you_mean, one_line
from grader.values import Value


class Extension(Value):
    """The learner's own deadline; `where` is its row, for messages."""

    until: datetime
    where: str


def read_extensions(file: Path, due: datetime | None) -> dict[str, Extension]:
    """By the learner's id, from the columns `id` and `due`. Raises UsageError with file and row.

    A time before the class's own is an error, since it would be no extension.
    """
    found = {}
    for where, row in keyed_rows(read_sheet(file, "list of extensions"), "id", "due", needed=["id", "due"]):
        until = read_time(row["due"], f"{where}: due")
        if due is not None and until < due:
            raise UsageError(f"{where}: due: is before the class's own deadline, {show_time(due)}")
        found[row["id"]] = Extension(until, where)
    return found


def check_learners(rows: Mapping[str, str], learners: Collection[str]) -> None:
    """Whether each id, with its `FILE:LINE`, is somebody's in the class. Raises UsageError."""
    for learner, where in rows.items():
        if learner not in learners:
            near = did_you_mean(learner, learners)
            raise UsageError(f"{where}: id: nobody in the class is {one_line(learner, 80)!r}{near}")
