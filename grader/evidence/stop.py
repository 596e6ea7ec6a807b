"""How the container stops."""

from typing import ClassVar

from grader.evidence.container import ContainerQuestion, NotRunning
from grader.values import Value


class StopFact(Value):
    """How the container stopped: `killed` where its first process ended by SIGKILL (exit code 137)."""

    seconds: float
    killed: bool
    exit_code: int | None


class StopTime(ContainerQuestion[StopFact | NotRunning]):
    """Stop the container with its stop signal, and wait at most `within` seconds.

    It is asked after everything else, once the container listens on `port`, or two seconds after its
    start where none is given.
    """

    turn: ClassVar[int] = 3
    ends_container: ClassVar[bool] = True
    within: float = 10.0
    port: int | None = None
