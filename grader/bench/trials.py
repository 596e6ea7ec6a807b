"""Trials of health checks, which go on beside what the container is asked."""

from collections.abc import Iterable
from concurrent.futures import Future
from functools import partial
from typing import Any

from grader.bench.health_trial import HealthTrials
from grader.bench.worker import Worker, outcome
from grader.engine import Container
from grader.engine.model import Image
from grader.evidence import ContainerQuestion, HealthTrial, HealthTrialFact


class Trials:
    """Begins the trials that are wanted as soon as there is a container, in a thread of its own."""

    def __init__(self, health: HealthTrials) -> None:
        self._health = health
        self._wanted: tuple[HealthTrial, ...] = ()
        self._begun: dict[HealthTrial, Future[HealthTrialFact]] = {}
        self._worker = Worker("health trial")

    def want(self, questions: Iterable[ContainerQuestion[Any]]) -> bool:
        """Take note of those that are trials; whether any is wanted by now."""
        self._wanted += tuple(question for question in questions if isinstance(question, HealthTrial))
        return bool(self._wanted)

    def begin(self, image: Image, application: Container) -> None:
        """Begin those that were not begun before."""
        for question in self._wanted:
            if question not in self._begun:
                trial = partial(self._health.result, image, application, question)
                self._begun[question] = self._worker.begin(trial)

    def result(self, question: HealthTrial) -> HealthTrialFact:
        """What came of one that was begun. Raises EngineFailureError, InterruptedError after `stop`."""
        return outcome(self._begun[question])

    def stop(self) -> None:
        """Begin no more."""
        self._worker.stop()

    def close(self) -> None:
        """Wait until the work has ended."""
        self._worker.close()
