"""What every kind of criterion is made of."""

from grader.criterion.asking import ContainerKind, DockerfileKind, ImageKind, OneQuestionKind
from grader.criterion.base import Criterion
from grader.criterion.example import Example, hindered, met, unmeasured, unmet
from grader.criterion.finding import Finding, Hindered, Met, Unmeasured, Unmet
from grader.criterion.options import renamed

__all__ = [
    "ContainerKind",
    "Criterion",
    "DockerfileKind",
    "Example",
    "Finding",
    "Hindered",
    "ImageKind",
    "Met",
    "OneQuestionKind",
    "Unmeasured",
    "Unmet",
    "hindered",
    "met",
    "renamed",
    "unmeasured",
    "unmet",
]
