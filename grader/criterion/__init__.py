"""What every kind of criterion is made of."""

from grader.criterion.asking import ContainerKind, DockerfileKind, ImageKind, OneQuestionKind
from grader.criterion.base import Criterion
from grader.criterion.example import Example, met, unmeasured, unmet
from grader.criterion.finding import Finding, Met, Unmeasured, Unmet
from grader.criterion.options import renamed

__all__ = [
    "ContainerKind",
    "Criterion",
    "DockerfileKind",
    "Example",
    "Finding",
    "ImageKind",
    "Met",
    "OneQuestionKind",
    "Unmeasured",
    "Unmet",
    "met",
    "renamed",
    "unmeasured",
    "unmet",
]
