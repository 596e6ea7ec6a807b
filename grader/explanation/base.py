"""An explanation: what a failure means, where it fits, and says nothing where it does not."""

from collections.abc import Callable

from grader.evidence.cause import Moment
from grader.explanation.example import Example
from grader.explanation.failure import Failure
from grader.values import Value


class Explained(Value, kw_only=True):
    """What a failure means: what happened on one line, the lines that show it, why, and what to do.

    `file` and `line` are the place to change, where it is another than the one that failed.
    """

    title: str
    why: str
    advice: str
    found: str = ""
    file: str | None = None
    line: int | None = None


class Explanation(Value, kw_only=True):
    """One kind of failure.

    `explain` gives None where it does not fit: no explanation is better than a wrong one. Where several fit,
    the one with the lowest `rank` speaks: 0 is a cause, higher ones are what comes of causes.
    """

    id: str
    moments: tuple[Moment, ...]
    explain: Callable[[Failure], Explained | None]
    examples: tuple[Example, ...]
    rank: int = 0
