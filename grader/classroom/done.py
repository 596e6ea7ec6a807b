"""What grading a content came to: a result of this run, one of an earlier run, or the machine's failure."""

from typing import TypeAlias

from grader.classroom.result import Result
from grader.report import Report
from grader.values import Value


class Fresh(Value):
    """It was graded in this run."""

    result: Result


class Kept(Value):
    """What an earlier run found is valid still."""

    result: Result


class Failed(Value, kw_only=True):
    """The machine failed on it: why, and the mark that it has from an earlier run.

    `part` is what could be judged all the same; it is no result.
    """

    reason: str
    earlier: Result | None = None
    part: Report | None = None


Done: TypeAlias = Fresh | Kept | Failed
