"""One container serves all run-time questions, in a thread of its own: much of its time is waiting."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from threading import Event
from typing import Any

from grader.bench.builds import Progress
from grader.bench.causes import Ended, has_ended
from grader.bench.health_trial import HealthTrials, exposed
from grader.bench.pace import USUAL, Pace
from grader.bench.running import MAX_LOG_CHARACTERS, Running
from grader.bench.trials import Trials
from grader.bench.worker import Worker, outcome
from grader.challenge import Limits
from grader.engine import Engine
from grader.engine.model import CannotStartError, Image
from grader.engine.ownership import Run
from grader.errors import EngineFailureError
from grader.evidence import Answer, Cause, ContainerQuestion, HealthTrial, NoHttpAnswer, NotRunning
from grader.text import one_line, plain
from grader.values import replace

Explain = Callable[[NotRunning | NoHttpAnswer, int | None, Ended], NotRunning | NoHttpAnswer]


def _as_it_is(fact: NotRunning | NoHttpAnswer, _port: int | None, _ended: Ended) -> NotRunning | NoHttpAnswer:
    return fact


class ContainerRoom:
    """The running container of what `image` gives; `close` ends the work on it.

    `timings` are the seconds that its start took, and the time until the first request was answered;
    `log` is the output of the containers that ended.
    """

    def __init__(
        self,
        engine: Engine,
        run: Run,
        limits: Limits,
        image: Callable[[], Image],
        progress: Progress,
        pace: Pace = USUAL,
        bases: Callable[[], Iterable[str]] = tuple,
        explain: Explain = _as_it_is,
    ) -> None:
        self._engine, self._run, self._limits = engine, run, limits
        self._image, self._progress, self._pace = image, progress, pace
        self._explain = explain
        self._ports: set[int] = set()
        self._trials = Trials(HealthTrials(engine, run, limits, bases, self._sleep))
        self._worker = Worker("container")
        self._answers: dict[ContainerQuestion[Any], Future[Answer[Any]]] = {}
        self._closing = Event()
        self._running: Running | NotRunning | None = None
        self._why_ended: Cause | None = None
        self.timings: dict[str, float] = {}
        self._logs: dict[str, str] = {}
        self._log_kept: Future[None] | None = None

    def begin(self, questions: Iterable[ContainerQuestion[Any]]) -> None:
        """Start a container of the image, work on the questions in turn, and remove it.

        BlockedError where there is no image, EngineFailureError, InterruptedError after `stop`.
        """
        image = self._image()
        new = [question for question in dict.fromkeys(questions) if question not in self._answers]
        self._ports |= {question.port for question in new if question.port is not None}
        if self._trials.want(new):
            self._ports |= exposed(image.config)
        for question in sorted(new, key=lambda question: question.turn):
            self._answers[question] = self._worker.begin(self._work, image, question)
        if new:
            self._log_kept = self._worker.begin(self._keep_log)
            self._worker.begin(self._remove)

    def answer(self, question: ContainerQuestion[Any]) -> Answer[Any]:
        """The fact. BlockedError where there is no image, EngineFailureError, InterruptedError if ended."""
        self.begin([question])
        return outcome(self._answers[question])

    @property
    def log(self) -> str:
        """What the containers have written: to the end where all is answered, else up to now."""
        if self.is_busy:
            self._keep_log()
        elif self._log_kept is not None:
            with suppress(CancelledError):
                self._log_kept.exception()
        return "".join(self._logs.values())

    @property
    def is_busy(self) -> bool:
        """Whether a question is still being worked on."""
        return not all(answer.done() for answer in self._answers.values())

    def stop(self) -> None:
        """Begin nothing more, wait for nothing more."""
        self._closing.set()
        self._worker.stop()
        self._trials.stop()

    def close(self) -> None:
        """Wait until the work has ended; the container itself is the run's to remove."""
        self._worker.close()
        self._trials.close()

    def _work(self, image: Image, question: ContainerQuestion[Any]) -> Answer[Any]:
        """The fact; a container that did not run, or did not answer, tells what it means."""
        fact = self._fact(image, question)
        if not isinstance(fact, NotRunning | NoHttpAnswer):
            return fact
        if has_ended(fact) and self._why_ended is not None:
            return replace(fact, cause=self._why_ended)
        explained = self._explain(fact, question.port, self._left())
        if has_ended(fact):
            self._why_ended = explained.cause
        return explained

    def _left(self) -> Ended:
        """What is left of the container; nothing where it never started."""
        if not isinstance(self._running, Running):
            return Ended()
        container = self._running.container
        try:
            return Ended(plain(container.log(), MAX_LOG_CHARACTERS), container.state().exit_code)
        except EngineFailureError:
            return Ended()

    def _fact(self, image: Image, question: ContainerQuestion[Any]) -> Answer[Any]:
        if self._running is None:
            self._running = self._start(image.image_id)
        if isinstance(self._running, NotRunning):
            return question.not_started(self._running)
        self._trials.begin(image, self._running.container)
        if isinstance(question, HealthTrial):
            return self._trials.result(question)
        answer = self._running.answer(question)
        if self._running.ready is not None:
            self.timings.setdefault("ready", self._running.ready)
        if question.ends_container:
            self._keep_log()
            self._remove()
        return answer

    def _keep_log(self) -> None:
        running = self._running
        if isinstance(running, Running):
            with suppress(EngineFailureError):
                self._logs[running.container.container_id] = running.container.log()

    def _remove(self) -> None:
        if isinstance(self._running, Running):
            self._running.container.remove()
        self._running = None

    def _sleep(self, seconds: float) -> None:
        if self._closing.wait(seconds):
            raise InterruptedError("the bench is being closed")

    def _start(self, image_id: str) -> Running | NotRunning:
        self._progress("starting the container")
        before = time.monotonic()
        try:
            container = self._engine.start(image_id, self._ports, self._limits, self._run)
        except CannotStartError as error:
            return NotRunning(f"the container cannot start: {one_line(str(error), 300)}")
        finally:
            started = time.monotonic()
            self.timings.setdefault("start", started - before)
        return Running(container, started, self._sleep, self._progress, self._pace)
