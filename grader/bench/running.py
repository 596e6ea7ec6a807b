"""What a running container answers, does and says."""

import time
from collections.abc import Callable, Iterator
from functools import singledispatchmethod
from typing import Any, Literal

from grader.bench.pace import USUAL, Pace
from grader.bench.processes import listed
from grader.bench.waiting import ended, wait_for_answer
from grader.engine import Container
from grader.evidence import (
    Answer,
    CommandFact,
    ContainerCommand,
    ContainerHealth,
    ContainerLog,
    ContainerProcesses,
    HealthFact,
    HttpAnswer,
    HttpRequest,
    LogFact,
    NoHttpAnswer,
    NotRunning,
    ProcessesFact,
    Question,
    StartWrites,
    StartWritesFact,
    StopFact,
    StopTime,
)
from grader.text import one_line, plain

MAX_LOG_CHARACTERS = 256_000
KILLED = 137
"""128 and SIGKILL's number: what the engine reports of a process that it had to kill."""


class Running:
    """A container since `started`, a monotonic time; `ready` is when it answered the first request."""

    def __init__(
        self,
        container: Container,
        started: float,
        sleep: Callable[[float], object],
        progress: Callable[[str], None],
        pace: Pace = USUAL,
    ) -> None:
        self.container = container
        self.ready: float | None = None
        self._started, self._sleep, self._progress, self._pace = started, sleep, progress, pace

    @singledispatchmethod
    def answer(self, question: Question[Any]) -> Answer[Any]:
        """The fact. Raises EngineFailureError."""
        raise TypeError(f"the container does not answer {question!r}")

    @answer.register
    def _(self, question: HttpRequest) -> HttpAnswer | NoHttpAnswer:
        self._progress(f"waiting for an answer on port {question.port}")
        answer = wait_for_answer(self.container, question, self._started, self._sleep, self._pace)
        self.ready = self.ready or self._seconds
        return answer

    @answer.register
    def _(self, question: ContainerHealth) -> HealthFact | NotRunning:
        self._progress("waiting for the container to become healthy")
        for _ in self._looks(question.within):
            status, output = self.container.health()
            seconds = self._seconds
            if status == "none":
                return HealthFact("none", seconds)
            if (why := ended(self.container)) is not None:
                return why
            if status == "healthy" or seconds >= question.within:
                break
        return HealthFact(_known_status(status), seconds, output)

    @answer.register
    def _(self, question: ContainerLog) -> LogFact:
        listens = None
        for _ in self._looks(question.within):
            text = self.container.log()
            listens = self._listens(question.port)
            said = question.contains and all(wanted in text for wanted in question.contains)
            if said and (listens or question.port is None):
                break
            if ended(self.container) is not None:
                text, listens = self.container.log(), None if question.port is None else False
                break
        return LogFact(plain(text, MAX_LOG_CHARACTERS), listens)

    @answer.register
    def _(self, _question: ContainerProcesses) -> ProcessesFact | NotRunning:
        self._settle()
        if (why := ended(self.container)) is not None:
            return why
        return listed(self.container)

    @answer.register
    def _(self, question: ContainerCommand) -> CommandFact | NotRunning:
        self._progress(f"running {one_line(' '.join(question.command), 60)} in the container")
        self._settle()
        if (why := ended(self.container)) is not None:
            return why
        exit_code, output = self.container.run(question.command, question.within)
        return CommandFact(exit_code, plain(output, MAX_LOG_CHARACTERS))

    @answer.register
    def _(self, _question: StartWrites) -> StartWritesFact:
        self._settle()
        return StartWritesFact(self.container.written_bytes())

    @answer.register
    def _(self, question: StopTime) -> StopFact | NotRunning:
        self._settle() if question.port is None else self._await_listener(question.port)
        self._progress("stopping the container")
        if (why := ended(self.container)) is not None:
            return why
        seconds, state = self.container.stop(question.within)
        return StopFact(seconds, state.exit_code == KILLED, state.exit_code)

    @property
    def _seconds(self) -> float:
        return time.monotonic() - self._started

    def _settle(self) -> None:
        self._sleep(0.0 if self.ready else max(0.0, self._pace.settling - self._seconds))

    def _await_listener(self, port: int) -> None:
        """Wait until the application listens on the port, or it had its time."""
        for _ in self._looks(self._pace.ready):
            if self._listens(port):
                return

    def _listens(self, port: int | None) -> bool | None:
        """Whether something listens on the port; None where that cannot be seen, or no port is asked for."""
        listeners = None if port is None else self.container.listeners()
        return None if listeners is None else any(listener.port == port for listener in listeners)

    def _looks(self, within: float) -> Iterator[None]:
        """Once now, then ever more rarely, the last time `within` seconds after the start."""
        pause = self._pace.look_pause
        while True:
            last = self._seconds >= within
            yield
            if last:
                return
            self._sleep(max(0.0, min(pause, within - self._seconds)))
            pause = self._pace.longer(pause, self._seconds)


def _known_status(status: str) -> Literal["healthy", "unhealthy", "starting"]:
    if status == "healthy":
        return "healthy"
    return "unhealthy" if status == "unhealthy" else "starting"
