"""The rooms of one submission that need an engine."""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from grader.bench.base_images import BaseImages
from grader.bench.blocked import BlockedError
from grader.bench.builds import Builds, Progress
from grader.bench.causes import Ended, container_cause
from grader.bench.container import ContainerRoom
from grader.bench.containers import Containers
from grader.bench.disk_watch import DiskWatch
from grader.bench.image import ImageRoom
from grader.bench.source import Source
from grader.challenge import Limits
from grader.dockerfile.allowed import OFFICIAL_ONLY, Allowed
from grader.engine import Engine
from grader.engine.ownership import Run
from grader.errors import EngineFailureError
from grader.evidence import (
    Answer,
    BuildOptions,
    ContainerQuestion,
    EngineSummary,
    NoHttpAnswer,
    NotRunning,
    Question,
)
from grader.values import replace


class EngineRooms:
    """Images and the container of `source` on one engine; `starter` is the folder that is compared with."""

    def __init__(
        self,
        engine: Engine,
        source: Source,
        run: Run,
        limits: Limits,
        *,
        starter: Path | None,
        progress: Progress,
        allowed: Allowed = OFFICIAL_ONLY,
    ) -> None:
        self._engine, self._run = engine, run
        self.disk = DiskWatch(engine, run, limits.disk)
        bases = BaseImages(engine, limits.build, progress, allowed)
        self.builds = Builds(engine, source, run, limits.build, progress, bases=bases)
        self.images = ImageRoom(self.builds, Source(starter) if starter else None, progress)
        self._limits, self._progress = limits, progress
        self.container = Containers(self._container_room)

    def answer(self, question: Question[Any], expected: Sequence[ContainerQuestion[Any]]) -> Answer[Any]:
        """The fact. The container begins with what is expected of it as soon as there is an image.

        BlockedError where the submission does not build, EngineFailureError.
        """
        if expected:
            with suppress(BlockedError):
                self.container.begin(expected)
        if isinstance(question, ContainerQuestion):
            return self.container.answer(question)
        return self.images.answer(question)

    def _container_room(self, target: str | None) -> ContainerRoom:
        """What a container means that does not run is known of the final stage's only."""
        image = partial(self.builds.image, BuildOptions(target))
        given = self._engine, self._run, self._limits, image, self._progress
        if target is not None:
            return ContainerRoom(*given, bases=self._bases)
        return ContainerRoom(*given, bases=self._bases, explain=self._explained)

    def _explained(
        self, fact: NotRunning | NoHttpAnswer, port: int | None, ended: Ended
    ) -> NotRunning | NoHttpAnswer:
        return replace(fact, cause=container_cause(fact, port, ended, self.builds))

    def _bases(self) -> tuple[str, ...]:
        """The images from outside, the final stage's first."""
        dockerfile = self.builds.source.dockerfile
        return (dockerfile.final.image, *dockerfile.external_images)

    def summary(self, able: str) -> EngineSummary | None:
        """What the engine is, and which one is `able` to do more; None where it does not say any more."""
        with suppress(EngineFailureError):
            about = self._engine.about
            known = (about.name, about.version, about.store, about.builder, about.builder_lacks)
            return EngineSummary(*known, able)
        return None

    @property
    def timings(self) -> dict[str, float]:
        """Seconds by what they were spent on."""
        return {"build": self.builds.seconds, **self.container.timings}

    def close(self) -> None:
        """Remove everything that was created, as far as the engine still answers."""
        if self.container.is_busy:  # what it waits for ends with the container
            self.container.stop()
            self.remove()
        self.container.close()
        self.remove()

    def remove(self) -> None:
        """Remove what exists by now: whoever waits for a container waits no longer."""
        with suppress(EngineFailureError):
            self._engine.remove_run(self._run)
