"""What a running container answers, does and says."""

import time
from collections.abc import Callable
from typing import Any, Literal

from grader.bench.waiting import exited, wait_for_answer
from grader.engine.containers import MAX_LOG_BYTES, Container
from grader.evidence import (
    Answer,
    CommandFact,
    ContainerCommand,
    ContainerHealth,
    ContainerLog,
    ContainerProcesses,
    HealthFact,
    HttpRequest,
    LogFact,
    NotRunning,
    Process,
    ProcessesFact,
    Question,
    StopFact,
    StopTime,
)
from grader.text import one_line, plain

PAUSE = 0.1
SETTLING_SECONDS = 2.0
"""How long a container gets to come up, or to end by itself, where nothing tells when it is ready."""
READY_SECONDS = 30.0
MAX_PROCESSES = 100
KILLED = 137
"""128 and SIGKILL's number: what the engine reports of a process that it had to kill."""

_STATUSES: dict[str, Literal["healthy", "unhealthy", "starting"]] = {
    "healthy": "healthy",
    "unhealthy": "unhealthy",
}

Sleep = Callable[[float], object]


def answer_running(
    container: Container,
    question: Question[Any],
    started: float,
    sleep: Sleep,
    progress: Callable[[str], None],
) -> Answer[Any]:
    """The fact; `started` is the monotonic time of the container's start. Raises EngineFailureError."""
    match question:
        case HttpRequest():
            progress(f"waiting for {question.method} {question.path} on port {question.port}")
            return wait_for_answer(container, question, started, sleep)
        case ContainerHealth(within):
            progress("waiting for the container to become healthy")
            return _health(container, started, within, sleep)
        case ContainerLog(contains, within):
            return _log(container, contains, started + within, sleep)
        case ContainerProcesses():
            sleep(max(0.0, started + SETTLING_SECONDS - time.monotonic()))
            return _ended(container) or _processes(container)
        case ContainerCommand(command, within):
            progress(f"running {one_line(' '.join(command), 60)} in the container")
            sleep(max(0.0, started + SETTLING_SECONDS - time.monotonic()))
            return _ended(container) or _command(container, command, within)
        case StopTime(within, port):
            _settle(container, port, started, sleep)
            progress("stopping the container")
            return _ended(container) or _stop(container, within)
    raise TypeError(f"the container does not answer {question!r}")


def _ended(container: Container) -> NotRunning | None:
    ended = exited(container)
    return NotRunning(ended.detail, ended.log) if ended else None


def _health(container: Container, started: float, within: float, sleep: Sleep) -> HealthFact | NotRunning:
    while True:
        status, output = container.health()
        seconds = time.monotonic() - started
        if status == "none":
            return HealthFact("none", seconds)
        if (ended := _ended(container)) is not None:
            return ended
        if status == "healthy" or seconds >= within:
            return HealthFact(_STATUSES.get(status, "starting"), seconds, output)
        sleep(PAUSE)


def _log(container: Container, contains: tuple[str, ...], deadline: float, sleep: Sleep) -> LogFact:
    while True:
        text = container.log()
        there = bool(contains) and all(wanted in text for wanted in contains)
        if there or time.monotonic() >= deadline:
            return LogFact(plain(text, MAX_LOG_BYTES))
        if _ended(container) is not None:
            return LogFact(plain(container.log(), MAX_LOG_BYTES))
        sleep(PAUSE)


def _processes(container: Container) -> ProcessesFact:
    listed = container.processes()[:MAX_PROCESSES]
    return ProcessesFact(tuple(Process(user, one_line(command, 200)) for user, command in listed))


def _command(container: Container, command: tuple[str, ...], within: float) -> CommandFact:
    exit_code, output = container.run(command, within)
    return CommandFact(exit_code, plain(output, MAX_LOG_BYTES))


def _settle(container: Container, port: int | None, started: float, sleep: Sleep) -> None:
    """Wait until the application is up: it listens on the port, or it had its time."""
    deadline = started + (SETTLING_SECONDS if port is None else READY_SECONDS)
    while time.monotonic() < deadline:
        if port is not None and any(one.port == port for one in container.listeners() or ()):
            return
        sleep(min(PAUSE, max(0.0, deadline - time.monotonic())))


def _stop(container: Container, within: float) -> StopFact:
    seconds, state = container.stop(within)
    return StopFact(seconds, state.exit_code == KILLED, state.exit_code)
