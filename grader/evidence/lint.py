"""What hadolint finds."""

from typing import ClassVar

from grader.evidence.question import SourceQuestion
from grader.values import Value


class LintFinding(Value):
    """One finding of hadolint, such as `DL3006`."""

    code: str
    line: int
    message: str


class Lint(SourceQuestion[tuple[LintFinding, ...]]):
    """What hadolint finds of these rules in the Dockerfile; the learner's ignore comments do not count."""

    asks_a_program: ClassVar[bool] = True
    rules: tuple[str, ...] = ()
