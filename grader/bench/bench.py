"""The bench: question -> answer, each at most once, and tear-down."""

import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from grader.bench.advice import notes
from grader.bench.blocked import BlockedError
from grader.bench.builds import Progress, TakenIn
from grader.bench.causes import machine_cause
from grader.bench.given import EVERYTHING, Given
from grader.bench.head_start import HeadStart
from grader.bench.laid_over import laid_over
from grader.bench.publishing import publish
from grader.bench.rooms import EngineRooms
from grader.bench.source import Source
from grader.bench.source_room import SourceRoom
from grader.bench.summaries import attachments, built_image
from grader.bench.total_limit import TotalLimit
from grader.challenge import Limits
from grader.dockerfile.allowed import OFFICIAL_ONLY, Allowed
from grader.engine import Engine, connect
from grader.engine.model import BuildLimits
from grader.engine.ownership import Run
from grader.errors import BeyondEngineError, EngineFailureError, EngineUnavailableError, UsageError
from grader.evidence import Answer, Attachments, BenchSummary, Broken, ContainerQuestion, Question, Skipped

if TYPE_CHECKING:
    from grader.engine.kept_networks import KeptNetworks


class Bench:
    """Answers questions about one submission; `close`, or the end of its block, removes what it created.

    `given` tells which of its files are the exercise's. `starter` is the folder that StarterSize compares
    with. `engine` is one that is connected already; `known` are answers that need not be found again. With
    `static_only`, questions that need an engine are answered with Skipped. `head_start` is one on this
    submission; `allowed` is what is fetched for it. With `limit_builds`, the steps of builds
    have limits of memory, processes and CPUs; `beside_others` tells that other submissions may be built at
    the same time, `networks` are those that its containers may have in turn with theirs.
    """

    def __init__(
        self,
        submission: Path,
        limits: Limits,
        *,
        given: Given = EVERYTHING,
        starter: Path | None = None,
        engine: Engine | None = None,
        known: Mapping[Question[Any], Answer[Any]] = MappingProxyType({}),
        static_only: bool = False,
        progress: Progress = lambda _text: None,
        head_start: HeadStart | None = None,
        allowed: Allowed = OFFICIAL_ONLY,
        limit_builds: bool = False,
        beside_others: bool = False,
        networks: "KeptNetworks | None" = None,
    ) -> None:
        if not submission.is_dir():
            raise UsageError(f"the submission {submission} is not a folder")
        self._context = head_start.context if head_start else laid_over(submission, given)
        self._source = Source(self._context.folder, self._context.refused, submission)
        self._limits, self._static_only, self._allowed, self._starter = limits, static_only, allowed, starter
        self._run = head_start.run if head_start else Run()
        self._run.beside_others, self._run.networks = beside_others, networks
        if limit_builds:
            self._run.build_limits = BuildLimits(
                limits.build_memory, limits.build_processes, limits.build_cpus
            )
        self._engine: Engine | EngineUnavailableError | None = engine
        self._rooms: EngineRooms | None = None
        self._able = ""
        self._answers: dict[Question[Any], Answer[Any]] = dict(known)
        self._expected: list[ContainerQuestion[Any]] = []
        self._started = time.monotonic()
        self._in_all = TotalLimit(limits.in_all, self.stop, lambda: self._rooms, progress)
        self._progress = self._in_all.progress

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def expect(self, questions: Iterable[Question[Any]]) -> None:
        """Tell beforehand what will be asked, so that one container serves it all while the rest goes on."""
        self._expected = [question for question in questions if isinstance(question, ContainerQuestion)]

    def ask(self, question: Question[Any]) -> Answer[Any]:
        """The fact, or why there is none; a question asked again gets the same answer."""
        if question not in self._answers:
            self._answers[question] = self._in_all.answer(lambda: self._answer(question))
        return self._answers[question]

    @property
    def answers(self) -> dict[Question[Any], Answer[Any]]:
        """All answers that were given: the evidence."""
        return dict(self._answers)

    def take_in_bases(self, taken_in: TakenIn) -> None:
        """Have the builder take in the bases that it has not yet; what is in the way is told later."""
        if not self._static_only:
            with suppress(BlockedError, EngineUnavailableError, EngineFailureError):
                self._with_engine().builds.take_in_bases(taken_in)

    def summary(self) -> BenchSummary:
        """What is known by now of image, engine and times."""
        timings = {**(self._rooms.timings if self._rooms else {}), "total": time.monotonic() - self._started}
        engine = self._rooms.summary(self._able) if self._rooms else None
        told = (*self._run.remarks, *self._context.notes, *notes(self._source))
        as_handed_in = self._context.as_handed_in
        return BenchSummary(built_image(self._answers), engine, timings, told, as_handed_in)

    def attachments(self) -> Attachments:
        """The texts that go with the report: the Dockerfile, the logs."""
        return attachments(self._source, self._rooms, self._answers)

    def publish(self, reference: str) -> str:
        """Push the built image under this name; returns its digest. Raises EngineFailureError."""
        return publish(self._with_engine().builds, reference, self._progress)

    def stop(self) -> None:
        """End the work that another thread does on this bench: InterruptedError there, then `close`."""
        self._run.stopped.set()
        if self._rooms is not None:
            self._rooms.container.stop()

    def close(self) -> None:
        """Remove everything this bench created, as far as the engine still answers."""
        self._in_all.close()
        if self._rooms is not None:
            if not self._rooms.container.is_busy:
                self._run.release()  # the next one builds while what this one created is removed
            self._rooms.close()
        self._run.release()
        self._context.close()

    def _answer(self, question: Question[Any]) -> Answer[Any]:
        try:
            if question.room == "source":
                return SourceRoom(self._source, self._run.stopped).answer(question)
            if self._static_only:
                return Skipped("it needs a container engine, and only static criteria were asked for")
            return self._with_engine().answer(question, self._expected)
        except BlockedError as error:
            return error.blocked
        except (EngineUnavailableError, EngineFailureError) as error:
            self._able = error.able if isinstance(error, BeyondEngineError) else self._able
            return Broken(str(error), machine_cause(str(error)))

    def _with_engine(self) -> EngineRooms:
        """The rooms on the engine, which is looked for once. Raises EngineUnavailableError."""
        if self._rooms is None:
            given = (self._found_engine(), self._source, self._run, self._limits)
            self._rooms = EngineRooms(
                *given, starter=self._starter, progress=self._progress, allowed=self._allowed
            )
        return self._rooms

    def _found_engine(self) -> Engine:
        if self._engine is None:
            try:
                self._engine = connect()
            except EngineUnavailableError as error:
                self._engine = error
        if isinstance(self._engine, EngineUnavailableError):
            raise self._engine
        return self._engine
