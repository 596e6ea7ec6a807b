"""What the container writes to its output."""

from typing import ClassVar

from grader.evidence.container import ContainerQuestion, NotRunning
from grader.values import Value


class LogFact(Value):
    """The container's output so far, its last 200 lines.

    `listens` tells whether something listened on the port that was given; None where that was not seen.
    """

    text: str
    listens: bool | None = None


class ContainerLog(ContainerQuestion[LogFact | NotRunning]):
    """The container's output as soon as it holds every text of `contains`, at the latest after `within`.

    Where a port is given, something must listen on it then. Without `contains` the whole time is waited.
    It is asked after what may write to the output. A container that ended after its start has an output,
    too; NotRunning means that it could not be started, or ended before it had written what is wanted.
    """

    turn: ClassVar[int] = 2
    contains: tuple[str, ...] = ()
    within: float = 10.0
    port: int | None = None
