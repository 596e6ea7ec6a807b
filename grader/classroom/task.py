"""What a worker of a class is given to grade."""

from collections.abc import Callable
from typing import Literal

from grader.classroom.entries import Submission
from grader.values import Value

Choice = Literal["changed", "missing", "all"]
"""What is graded: what has no valid result; what has no result at all, or the machine failed on; all."""


class Task(Value):
    """One content to grade: a submission that holds it, and what its result depends on.

    The circumstances are asked for again when the result is there: grading pulls base images.
    """

    content: str
    submission: Submission
    circumstances: Callable[[], str]
