"""Criteria made in one line, and judged in one line."""

from typing import Any, TypeVar

from grader.criterion import Criterion, Example, Finding, met
from grader.criterion.example import DOCKERFILE
from grader.evidence import Facts

Kind = TypeVar("Kind", bound=Criterion)


def made(kind: type[Kind], **options: Any) -> Kind:
    """A criterion of this kind with these options."""
    fields: dict[str, Any] = {"id": "x", "title": "t", "check": kind.kind(), "points": 10, "hint": "h"}
    return kind.model_validate({**fields, **options})


def known(criterion: Criterion, example: Example) -> Facts:
    """The example's facts by the criterion's questions."""
    return example.known(criterion.questions())


def judged(kind: type[Criterion], *facts: Any, dockerfile: str = DOCKERFILE, **options: Any) -> Finding:
    """The finding of a criterion of this kind, with the answers to its questions as in an example."""
    criterion = made(kind, **options)
    return criterion.finding(known(criterion, met("", *facts, dockerfile=dockerfile)))
