"""One container serves all run-time questions, in a thread of its own: much of its time is waiting."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Event
from typing import Any

from grader.bench.builds import Progress
from grader.bench.health_trial import HealthTrials, exposed
from grader.bench.pace import USUAL, Pace
from grader.bench.running import Running
from grader.challenge import Limits
from grader.engine import Engine
from grader.engine.model import CannotStartError, Image
from grader.engine.ownership import Run
from grader.errors import EngineFailureError
from grader.evidence import Answer, ContainerQuestion, HealthTrial, HealthTrialFact, NotRunning
from grader.text import one_line


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
    ) -> None:
        self._engine, self._run, self._limits = engine, run, limits
        self._image, self._progress, self._pace = image, progress, pace
        self._ports: set[int] = set()
        self._health = HealthTrials(engine, run, limits, bases, self._sleep)
        self._trials: dict[HealthTrial, Future[HealthTrialFact] | None] = {}
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="health trial")
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="container")
        self._answers: dict[ContainerQuestion[Any], Future[Answer[Any]]] = {}
        self._closing = Event()
        self._running: Running | NotRunning | None = None
        self.timings: dict[str, float] = {}
        self._logs: dict[str, str] = {}
        self._log_kept: Future[None] | None = None

    def begin(self, questions: Iterable[ContainerQuestion[Any]]) -> None:
        """Start a container of the image, work on the questions in turn, and remove it.

        BlockedError where there is no image, EngineFailureError.
        """
        image = self._image()
        new = [question for question in dict.fromkeys(questions) if question not in self._answers]
        self._ports |= {question.port for question in new if question.port is not None}
        self._trials |= {question: None for question in new if isinstance(question, HealthTrial)}
        self._ports |= exposed(image.config) if self._trials else set()
        for question in sorted(new, key=lambda question: question.turn):
            self._answers[question] = self._worker.submit(self._work, image, question)
        if new:
            self._log_kept = self._worker.submit(self._keep_log)
            self._worker.submit(self._remove)

    def answer(self, question: ContainerQuestion[Any]) -> Answer[Any]:
        """The fact. BlockedError where there is no image, EngineFailureError."""
        self.begin([question])
        return self._answers[question].result()

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
        for pool in (self._worker, self._beside):
            pool.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """Wait until the work has ended; the container itself is the run's to remove."""
        self._worker.shutdown()
        self._beside.shutdown()

    def _work(self, image: Image, question: ContainerQuestion[Any]) -> Answer[Any]:
        if self._running is None:
            self._running = self._start(image.image_id)
        if isinstance(self._running, NotRunning):
            return question.not_started(self._running)
        self._begin_trials(image, self._running)
        if isinstance(question, HealthTrial) and (trial := self._trials[question]) is not None:
            return trial.result()
        answer = self._running.answer(question)
        if self._running.ready is not None:
            self.timings.setdefault("ready", self._running.ready)
        if question.ends_container:
            self._keep_log()
            self._remove()
        return answer

    def _begin_trials(self, image: Image, running: Running) -> None:
        """A check is tried while other questions wait for their answers."""
        for question, begun in self._trials.items():
            if begun is None:
                trial = partial(self._health.result, image, running.container, question)
                self._trials[question] = self._beside.submit(trial)

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
