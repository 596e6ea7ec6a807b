"""Who runs what in the container."""

from typing import ClassVar

from grader.evidence.container import ContainerQuestion, NotRunning
from grader.values import Value


class Process(Value):
    """A process of the container: the number of its user inside the container, and its command line.

    The user is 0 also where only the real or the saved one is, and None where the engine maps the numbers
    (user namespaces). `number` and `parent` are the engine's
    numbers. `program` is the executable's path, `listens` whether it holds a socket that listens,
    `privileged` whether it has capabilities: empty and None where the machine does not show it.
    """

    user: int | None
    command: str
    number: int = 0
    parent: int = 0
    program: str = ""
    listens: bool | None = None
    privileged: bool | None = None


class ProcessesFact(Value):
    """The container's processes; of more than a thousand, root's come first."""

    processes: tuple[Process, ...]


class ContainerProcesses(ContainerQuestion[ProcessesFact | NotRunning]):
    """Who runs what in the container, once it has answered what it was asked."""

    turn: ClassVar[int] = 1
