"""What comes of judging: it holds, it does not, the facts do not tell, or something else hinders."""

from typing import TypeAlias

from grader.evidence import Cause
from grader.values import Value


class Met(Value):
    """The criterion holds; `found` is the evidence."""

    found: str


class Unmet(Value):
    """The criterion does not hold; `hint`, where given, is about just that; the author's follows.

    `cause` is what happened, where it is more than this criterion's. `points` are those of a part that is
    reached on the way, less than all.
    """

    found: str
    hint: str | None = None
    file: str | None = None
    line: int | None = None
    cause: Cause | None = None
    points: int = 0


class Unmeasured(Value):
    """The facts do not tell: the grader's or the machine's fault, never a pass or a fail."""

    reason: str


class Hindered(Value):
    """Another mistake of the learner's keeps it from being seen: it is not met, and not unmet.

    `cause` is that mistake, where it is known.
    """

    reason: str
    hint: str | None = None
    cause: Cause | None = None


Finding: TypeAlias = Met | Unmet | Unmeasured | Hindered
