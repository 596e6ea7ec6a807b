"""One container serves all run-time questions, in a thread of its own: much of its time is waiting."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

from grader.bench.running import answer_running
from grader.engine import Engine
from grader.engine.containers import CannotStartError, Container, ContainerLimits, start_container
from grader.engine.ownership import Run
from grader.evidence import (
    Answer,
    ContainerLog,
    HttpRequest,
    NoHttpAnswer,
    NotRunning,
    Question,
    StopTime,
)
from grader.text import one_line

LAST = (ContainerLog, StopTime)
"""What is asked after everything else: the log of all that happened, and the end."""


class ContainerRoom:
    """The running container of one submission; `close` ends the work on it."""

    def __init__(
        self, engine: Engine, run: Run, limits: ContainerLimits, progress: Callable[[str], None]
    ) -> None:
        self._engine, self._run = engine, run
        self._limits, self._progress = limits, progress
        self._ports: set[int] = set()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="container")
        self._answers: dict[Question[Any], Future[Answer[Any]]] = {}
        self._closing = Event()
        self._container: Container | NotRunning | None = None
        self._started = 0.0
        self.timings: dict[str, float] = {}
        self.log = ""

    def begin(self, image_id: str, questions: Iterable[Question[Any]]) -> None:
        """Start a container of the image, work on the questions in turn, and remove it."""
        new = sorted({one: None for one in questions if one not in self._answers}, key=_turn)
        self._ports |= {
            one.port for one in new if isinstance(one, HttpRequest | StopTime) and one.port is not None
        }
        for question in new:
            self._answers[question] = self._worker.submit(self._answer, image_id, question)
        if new:
            self._worker.submit(self._remove)

    def answer(self, image_id: str, question: Question[Any]) -> Answer[Any]:
        """The fact. Raises EngineFailureError."""
        self.begin(image_id, [question])
        return self._answers[question].result()

    @property
    def is_busy(self) -> bool:
        """Whether a question is still being worked on."""
        return not all(answer.done() for answer in self._answers.values())

    def stop(self) -> None:
        """Begin nothing more, wait for nothing more."""
        self._closing.set()
        self._worker.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """Wait until the work has ended; the container itself is the run's to remove."""
        self._worker.shutdown()

    def _answer(self, image_id: str, question: Question[Any]) -> Answer[Any]:
        if self._container is None:
            self._container = self._start(image_id)
        if isinstance(self._container, NotRunning):
            return _not_started(question, self._container)
        answer = answer_running(self._container, question, self._started, self._sleep, self._progress)
        if isinstance(question, HttpRequest):
            self.timings.setdefault("ready", time.monotonic() - self._started)
        if isinstance(question, StopTime):
            self._remove()
        return answer

    def _remove(self) -> None:
        if isinstance(self._container, Container):
            self.log += self._container.log()
            self._container.remove()
        self._container = None

    def _sleep(self, seconds: float) -> None:
        if self._closing.wait(seconds):
            raise InterruptedError("the bench is being closed")

    def _start(self, image_id: str) -> Container | NotRunning:
        self._progress("starting the container")
        before = time.monotonic()
        try:
            return start_container(self._engine, image_id, self._ports, self._limits, self._run)
        except CannotStartError as error:
            return NotRunning(f"the container cannot start: {one_line(str(error), 300)}")
        finally:
            self._started = time.monotonic()
            self.timings.setdefault("start", self._started - before)


def _turn(question: Question[Any]) -> int:
    return 1 + LAST.index(type(question)) if type(question) in LAST else 0


def _not_started(question: Question[Any], why: NotRunning) -> Answer[Any]:
    return NoHttpAnswer("cannot_start", why.detail) if isinstance(question, HttpRequest) else why
