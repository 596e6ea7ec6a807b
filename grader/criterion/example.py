"""Options with facts that meet them, or that do not: documentation and test at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from grader.criterion.finding import Finding, Hindered, Met, Unmeasured, Unmet
from grader.dockerfile import read_dockerfile
from grader.evidence import DockerfileText, Facts, Question
from grader.values import Value, field

DOCKERFILE = "FROM python:3.11-slim\n"
"""Where an example does not depend on the Dockerfile's text."""


class Example(Value):
    """A criterion's options, what is known of a submission, and the outcome.

    `facts` answer the criterion's questions in their order, but the one for the Dockerfile, whose text is
    `dockerfile`; they may end early where the submission's files alone decide.
    """

    says: str
    outcome: type[Finding]
    facts: Sequence[Any] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    dockerfile: str = DOCKERFILE

    def known(self, questions: Sequence[Question[Any]]) -> Facts:
        """The facts by the questions that they answer; ValueError where there are more than those."""
        others = [question for question in questions if question != DockerfileText()]
        if len(self.facts) > len(others):
            raise ValueError(f"{len(self.facts)} facts for {len(others)} questions")
        known: dict[Question[Any], Any] = dict(zip(others, self.facts, strict=False))
        if len(others) < len(questions):
            known[DockerfileText()] = read_dockerfile(self.dockerfile.encode())
        return Facts(known)


def met(says: str, /, *facts: Any, dockerfile: str = DOCKERFILE, **options: Any) -> Example:
    """An example that meets its criterion."""
    return Example(says, Met, facts, options, dockerfile)


def unmet(says: str, /, *facts: Any, dockerfile: str = DOCKERFILE, **options: Any) -> Example:
    """An example that does not meet its criterion."""
    return Example(says, Unmet, facts, options, dockerfile)


def unmeasured(says: str, /, *facts: Any, dockerfile: str = DOCKERFILE, **options: Any) -> Example:
    """An example whose facts do not tell."""
    return Example(says, Unmeasured, facts, options, dockerfile)


def hindered(says: str, /, *facts: Any, dockerfile: str = DOCKERFILE, **options: Any) -> Example:
    """An example in which something else keeps the criterion from being seen."""
    return Example(says, Hindered, facts, options, dockerfile)
