"""What every kind of criterion is made of."""

from grader.criterion.asking import ContainerKind, DockerfileKind, ImageKind, OneQuestionKind
from grader.criterion.base import Criterion
from grader.criterion.example import Example, met, prevented, unmeasured, unmet
from grader.criterion.finding import Finding, Met, Prevented, Unmeasured, Unmet
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
    "Prevented",
    "Unmeasured",
    "Unmet",
    "met",
    "prevented",
    "renamed",
    "unmeasured",
    "unmet",
]
