"""What a running container answers, does and says."""

import time
from collections.abc import Callable
from functools import singledispatchmethod
from typing import Any, Literal

from grader.bench.pace import USUAL, Pace
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
    Process,
    ProcessesFact,
    Question,
    StopFact,
    StopTime,
)
from grader.text import one_line, plain

MAX_LOG_CHARACTERS = 256_000
MAX_PROCESSES = 100
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
        self._progress(f"waiting for {question.method} {question.path} on port {question.port}")
        answer = wait_for_answer(self.container, question, self._started, self._sleep, self._pace)
        self.ready = self.ready or self._seconds
        return answer

    @answer.register
    def _(self, question: ContainerHealth) -> HealthFact | NotRunning:
        self._progress("waiting for the container to become healthy")
        while True:
            status, output = self.container.health()
            seconds = self._seconds
            if status == "none":
                return HealthFact("none", seconds)
            if (why := ended(self.container)) is not None:
                return why
            if status == "healthy" or seconds >= question.within:
                return HealthFact(_known_status(status), seconds, output)
            self._sleep(self._pace.look_pause)

    @answer.register
    def _(self, question: ContainerLog) -> LogFact:
        deadline = self._started + question.within
        while True:
            text = self.container.log()
            there = bool(question.contains) and all(wanted in text for wanted in question.contains)
            if there or time.monotonic() >= deadline:
                return LogFact(plain(text, MAX_LOG_CHARACTERS))
            if ended(self.container) is not None:
                return LogFact(plain(self.container.log(), MAX_LOG_CHARACTERS))
            self._sleep(self._pace.look_pause)

    @answer.register
    def _(self, _question: ContainerProcesses) -> ProcessesFact | NotRunning:
        self._settle()
        if (why := ended(self.container)) is not None:
            return why
        listed = self.container.processes()[:MAX_PROCESSES]
        return ProcessesFact(tuple(Process(user, one_line(command, 200)) for user, command in listed))

    @answer.register
    def _(self, question: ContainerCommand) -> CommandFact | NotRunning:
        self._progress(f"running {one_line(' '.join(question.command), 60)} in the container")
        self._settle()
        if (why := ended(self.container)) is not None:
            return why
        exit_code, output = self.container.run(question.command, question.within)
        return CommandFact(exit_code, plain(output, MAX_LOG_CHARACTERS))

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
        self._sleep(max(0.0, self._pace.settling - self._seconds))

    def _await_listener(self, port: int) -> None:
        """Wait until the application listens on the port, or it had its time."""
        while (left := self._pace.ready - self._seconds) > 0:
            if any(listener.port == port for listener in self.container.listeners() or ()):
                return
            self._sleep(min(self._pace.look_pause, left))


def _known_status(status: str) -> Literal["healthy", "unhealthy", "starting"]:
    if status == "healthy":
        return "healthy"
    return "unhealthy" if status == "unhealthy" else "starting"
