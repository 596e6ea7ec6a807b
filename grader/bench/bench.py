"""The bench: question -> answer, each at most once, and tear-down."""

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from grader.bench.advice import advice
from grader.bench.builds import Builds
from grader.bench.container import ContainerRoom
from grader.bench.image import ImageRoom
from grader.bench.source import Source
from grader.challenge import Limits
from grader.engine import Engine, connect
from grader.engine.containers import ContainerLimits
from grader.engine.images import Image
from grader.engine.ownership import Run, remove_run
from grader.errors import EngineFailureError, EngineUnavailableError, UsageError
from grader.evidence import (
    DEFAULT,
    Answer,
    Attachments,
    BaseImage,
    BenchSummary,
    Broken,
    BuiltImage,
    EngineSummary,
    ImageFact,
    ImageSize,
    ImageSummary,
    Question,
    SizeFact,
    Skipped,
    StarterSize,
)
from grader.text import plain

MAX_ATTACHED = 200_000
"""Characters of each attached text."""

Progress = Callable[[str], None]


class Bench:
    """Answers questions about one submission; `close` removes everything it created.

    `starter` is the folder that StarterSize compares with. `engine` is one that is connected already;
    `known` are answers that need not be found again. With `static_only`, questions that need an engine
    are answered with Skipped.
    """

    def __init__(
        self,
        submission: Path,
        limits: Limits,
        *,
        starter: Path | None = None,
        engine: Engine | None = None,
        known: Mapping[Question[Any], Answer[Any]] = MappingProxyType({}),
        static_only: bool = False,
        progress: Progress = lambda _text: None,
    ) -> None:
        if not submission.is_dir():
            raise UsageError(f"the submission {submission} is not a folder")
        self._source = Source(submission)
        self._starter = starter
        self._limits, self._static_only, self._progress = limits, static_only, progress
        self._run = Run()
        self._connected = engine
        self._answers: dict[Question[Any], Answer[Any]] = dict(known)
        self._expected: list[Question[Any]] = []
        self._started = time.monotonic()

    def expect(self, questions: Iterable[Question[Any]]) -> None:
        """Tell beforehand what will be asked, so that one container serves it all while the rest goes on."""
        self._expected = [question for question in questions if question.room == "container"]

    def ask(self, question: Question[Any]) -> Answer[Any]:
        """The fact, or why there is none; a question asked again gets the same answer."""
        if question not in self._answers:
            self._answers[question] = self._answer(question)
        return self._answers[question]

    @property
    def answers(self) -> dict[Question[Any], Answer[Any]]:
        """All answers that were given: the evidence."""
        return dict(self._answers)

    def summary(self) -> BenchSummary:
        """What is known by now of image, engine and times."""
        notes = advice(self._source.dockerfile, self._source.ignore_name)
        return BenchSummary(self._image_summary(), self._engine_summary(), self._timings(), notes)

    def attachments(self) -> Attachments:
        """The texts that go with the report: the Dockerfile, the logs."""
        builds, containers = self.__dict__.get("_builds"), self.__dict__.get("_containers")
        size = self._answers.get(StarterSize())
        return Attachments(
            self._source.name,
            plain(self._source.text, MAX_ATTACHED),
            plain(builds.log.text, MAX_ATTACHED) if builds else "",
            plain(containers.log, MAX_ATTACHED) if containers else "",
            _image(size, None) if isinstance(size, SizeFact) else None,
        )

    def publish(self, reference: str) -> str:
        """Push the built image under this name; returns its digest. Raises EngineFailureError."""
        return self._builds.publish(reference)

    def stop(self) -> None:
        """End the work that another thread does on this bench: InterruptedError there, then `close`."""
        self._run.stopped.set()
        containers = self.__dict__.get("_containers")
        if containers is not None:
            containers.stop()

    def close(self) -> None:
        """Remove everything this bench created, as far as the engine still answers."""
        engine, containers = self.__dict__.get("_engine"), self.__dict__.get("_containers")
        if not isinstance(engine, Engine):
            return
        if containers is not None and containers.is_busy:  # what it waits for ends with the container
            containers.stop()
            with suppress(EngineFailureError):
                remove_run(engine, self._run)
        if containers is not None:
            containers.close()
        with suppress(EngineFailureError):
            remove_run(engine, self._run)

    def _answer(self, question: Question[Any]) -> Answer[Any]:
        if question.room == "source":
            return self._source.answer(question)
        if self._static_only:
            return Skipped("it needs a container engine, and only static criteria were asked for")
        if isinstance(self._engine, Broken):
            return self._engine
        try:
            return self._answer_with_engine(question)
        except EngineFailureError as error:
            return Broken(str(error))

    def _answer_with_engine(self, question: Question[Any]) -> Answer[Any]:
        if question.room == "image" and not self._expected:
            return self._images.answer(question)
        image = self._builds.image(DEFAULT)
        if isinstance(image, Image):
            self._containers.begin(image.image_id, self._expected)
        if question.room == "image":
            return self._images.answer(question)
        return self._containers.answer(image.image_id, question) if isinstance(image, Image) else image

    @cached_property
    def _engine(self) -> Engine | Broken:
        try:
            return self._connected or connect()
        except EngineUnavailableError as error:
            return Broken(str(error))

    @cached_property
    def _builds(self) -> Builds:
        return Builds(self._live_engine, self._source, self._run, self._limits.build, self._progress)

    @cached_property
    def _images(self) -> ImageRoom:
        starter = Source(self._starter) if self._starter else None
        return ImageRoom(self._builds, starter, self._progress)

    @cached_property
    def _containers(self) -> ContainerRoom:
        limits = ContainerLimits(self._limits.memory, self._limits.cpus, self._limits.processes)
        return ContainerRoom(self._live_engine, self._run, limits, self._progress)

    @property
    def _live_engine(self) -> Engine:
        if isinstance(self._engine, Broken):
            raise EngineUnavailableError(self._engine.reason)
        return self._engine

    def _image_summary(self) -> ImageSummary | None:
        size, image = self._answers.get(ImageSize()), self._answers.get(BuiltImage())
        if not isinstance(size, SizeFact):
            return None
        return _image(size, image.base if isinstance(image, ImageFact) else None)

    def _engine_summary(self) -> EngineSummary | None:
        engine = self.__dict__.get("_engine")
        if not isinstance(engine, Engine):
            return None
        with suppress(EngineFailureError):
            return EngineSummary(engine.name, engine.version, engine.store, self._builds.builder)
        return None

    def _timings(self) -> dict[str, float]:
        builds, containers = self.__dict__.get("_builds"), self.__dict__.get("_containers")
        known = {"build": builds.seconds} if builds else {}
        known |= containers.timings if containers else {}
        return {**known, "total": time.monotonic() - self._started}


def _image(size: SizeFact, base: BaseImage | None) -> ImageSummary:
    return ImageSummary(
        size.size_bytes,
        size.measure,
        size.listed_bytes,
        base.reference if base else "",
        base.stand_in if base else False,
        tuple(layer for layer in size.layers if layer.size_bytes),
    )
