"""What a container of the image answers, does and says."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from grader.evidence.question import Question, Room

Problem = Literal[
    "cannot_start",
    "exited",
    "nothing_listens",
    "only_loopback",
    "other_port",
    "no_reply",
    "too_slow",
    "too_large",
]


@dataclass(frozen=True, slots=True)
class NotRunning:
    """The container does not run: it could not be started, or it ended by itself.

    `detail` tells the learner what was seen; `log` holds the last lines of the container's output.
    """

    detail: str
    log: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """The application's answer: status, headers (names in lower case) and body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    seconds: float


@dataclass(frozen=True, slots=True)
class NoHttpAnswer:
    """No usable answer came; `problem` classifies it, `detail` tells the learner what was seen.

    `ports` are the ports something listens on inside the container; `log` holds the last lines
    of the container's output.
    """

    problem: Problem
    detail: str
    ports: tuple[int, ...] = ()
    log: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HttpRequest(Question[HttpAnswer | NoHttpAnswer]):
    """One request to the running container; it must be answered within `ready_within` seconds."""

    room: ClassVar[Room] = "container"
    path: str = "/"
    port: int = 80
    method: str = "GET"
    ready_within: float = 30.0


@dataclass(frozen=True, slots=True)
class HealthFact:
    """What the image's HEALTHCHECK made of the container: `none` where there is no HEALTHCHECK.

    `seconds` passed until then; `output` are the last lines that the check printed.
    """

    status: Literal["healthy", "unhealthy", "starting", "none"]
    seconds: float = 0.0
    output: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContainerHealth(Question[HealthFact | NotRunning]):
    """The container's health, as soon as it is healthy, at the latest after `within` seconds."""

    room: ClassVar[Room] = "container"
    within: float = 60.0


@dataclass(frozen=True, slots=True)
class Process:
    """A process of the container: the number of its user inside the container, and its command line."""

    user: int
    command: str


@dataclass(frozen=True, slots=True)
class ProcessesFact:
    """The container's processes, the first one first."""

    processes: tuple[Process, ...]


@dataclass(frozen=True, slots=True)
class ContainerProcesses(Question[ProcessesFact | NotRunning]):
    """Who runs what in the container."""

    room: ClassVar[Room] = "container"


@dataclass(frozen=True, slots=True)
class CommandFact:
    """How a command ended inside the container: None for `exit_code` where it took too long.

    `output` holds standard output and error, up to 256,000 bytes.
    """

    exit_code: int | None
    output: str


@dataclass(frozen=True, slots=True)
class ContainerCommand(Question[CommandFact | NotRunning]):
    """A command run in the running container, as its own user, for at most `within` seconds."""

    room: ClassVar[Room] = "container"
    command: tuple[str, ...] = ()
    within: float = 10.0


@dataclass(frozen=True, slots=True)
class LogFact:
    """The container's output so far, its last 200 lines."""

    text: str


@dataclass(frozen=True, slots=True)
class ContainerLog(Question[LogFact | NotRunning]):
    """The container's output as soon as it holds every text of `contains`, at the latest after `within`.

    Without `contains` the whole time is waited. A container that ended after its start has an output, too;
    NotRunning means that it could not be started.
    """

    room: ClassVar[Room] = "container"
    contains: tuple[str, ...] = ()
    within: float = 10.0


@dataclass(frozen=True, slots=True)
class StopFact:
    """How the container stopped: `killed` where its first process ended by SIGKILL (exit code 137)."""

    seconds: float
    killed: bool
    exit_code: int | None


@dataclass(frozen=True, slots=True)
class StopTime(Question[StopFact | NotRunning]):
    """Stop the container with its stop signal, and wait at most `within` seconds.

    It is asked once the container listens on `port`, or two seconds after its start where none is given.
    """

    room: ClassVar[Room] = "container"
    within: float = 10.0
    port: int | None = None
