"""The few exceptions of the grader: an author's mistake, a caller's mistake, a machine's failure.

A learner's failure is never an exception: it is a verdict.
"""

from collections.abc import Sequence


class GraderError(Exception):
    """Something the grader cannot go on from; `exit_code` is what the command ends with."""

    exit_code = 3


class UsageError(GraderError):
    """The call itself is wrong: an unknown challenge, a folder that is not there."""

    exit_code = 2


class SpecError(GraderError):
    """A challenge.yaml that breaks its rules; `problems` holds one `file:line: key: why` each."""

    exit_code = 2

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


class EngineUnavailableError(GraderError):
    """No container engine answers."""


class EngineFailureError(GraderError):
    """The engine, or the machine below it, failed in the middle of the work."""


class BeyondEngineError(EngineFailureError):
    """The engine cannot do what the submission uses; `able` says which one can."""

    def __init__(self, reason: str, able: str) -> None:
        self.able = able
        super().__init__(reason)
