"""A command run inside the container."""

from grader.evidence.container import ContainerQuestion, NotRunning
from grader.values import Value


class CommandFact(Value):
    """How a command ended inside the container: None for `exit_code` where it took too long.

    `output` holds standard output and error, up to 256,000 bytes.
    """

    exit_code: int | None
    output: str


class ContainerCommand(ContainerQuestion[CommandFact | NotRunning]):
    """A command run in the running container, as its own user, for at most `within` seconds."""

    command: tuple[str, ...] = ()
    within: float = 10.0
