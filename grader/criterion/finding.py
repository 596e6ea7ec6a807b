"""What comes of judging: the criterion holds, it does not, or it cannot be told."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Met:
    """The criterion holds; `found` is the evidence."""

    found: str


@dataclass(frozen=True, slots=True)
class Unmet:
    """The criterion does not hold; `hint`, where given, is nearer to the cause than the spec's."""

    found: str
    hint: str | None = None
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """The facts do not tell: the grader's or the machine's fault, never a pass or a fail."""

    reason: str


@dataclass(frozen=True, slots=True)
class Prevented:
    """Something else that the learner did keeps it from being known, such as a container that ended."""

    reason: str


Finding: TypeAlias = Met | Unmet | Unmeasured | Prevented
