"""What every kind of criterion is made of."""

from grader.criterion.asking import ContainerKind, DockerfileKind, OneQuestionKind
from grader.criterion.base import Criterion
from grader.criterion.example import Example, met, unmeasured, unmet
from grader.criterion.finding import Finding, Met, Unmeasured, Unmet

__all__ = [
    "ContainerKind",
    "Criterion",
    "DockerfileKind",
    "Example",
    "Finding",
    "Met",
    "OneQuestionKind",
    "Unmeasured",
    "Unmet",
    "met",
    "unmeasured",
    "unmet",
]
