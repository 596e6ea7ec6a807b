"""What a container of the image answers."""

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
