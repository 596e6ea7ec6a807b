"""What the application in the container answers."""

from typing import Literal

from typing_extensions import override

from grader.evidence.cause import Cause
from grader.evidence.container import ContainerQuestion, NotRunning
from grader.values import Value

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


class HttpAnswer(Value):
    """The application's answer: status, headers (names in lower case) and body.

    `word` is the one that was asked for, where the question leaves it open.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    seconds: float
    word: str = ""


class NoHttpAnswer(Value):
    """No usable answer came; `problem` classifies it, `detail` tells the learner what was seen.

    `ports` are the ports something listens on inside the container; `log` holds the last lines
    of the container's output, `cause` tells what it means.
    """

    problem: Problem
    detail: str
    ports: tuple[int, ...] = ()
    log: tuple[str, ...] = ()
    cause: Cause | None = None


class HttpRequest(ContainerQuestion[HttpAnswer | NoHttpAnswer]):
    """One request to the running container; it must be answered within `ready_within` seconds.

    WORD in its path stands for a word that is drawn when it is asked.
    """

    path: str = "/"
    port: int = 80
    method: str = "GET"
    ready_within: float = 30.0
    target: str | None = None

    @override
    def not_started(self, why: NotRunning) -> NoHttpAnswer:
        return NoHttpAnswer("cannot_start", why.detail)
