"""What the container writes between its start and its answer."""

from typing import ClassVar

from grader.evidence.container import ContainerQuestion, NotRunning
from grader.values import Value


class StartWritesFact(Value):
    """The bytes that the container's own layer holds: volumes and memory file systems are not part of it."""

    size_bytes: int


class StartWrites(ContainerQuestion[StartWritesFact | NotRunning]):
    """What the container has written, once it has answered what it was asked."""

    turn: ClassVar[int] = 2
