"""The images of one build context: each way of building it is tried at most once."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock

from grader.bench.base_images import BaseImages
from grader.bench.bases import prove_base
from grader.bench.blocked import BlockedError, MachineTroubleError, build_failed, of_target
from grader.bench.causes import build_cause
from grader.bench.drawn import Drawn
from grader.bench.fetching import check_fetched
from grader.bench.refusals import no_such_stage
from grader.bench.source import Source
from grader.dockerfile import Stage, read_dockerfile
from grader.engine import Engine
from grader.engine.child import CappedLog
from grader.engine.model import BuildFailure, BuildOrder, Image, StepDone
from grader.engine.ownership import Run, namespace_of, temporary_prefix
from grader.errors import EngineFailureError
from grader.evidence import DEFAULT, BaseImage, Blocked, BuildOptions
from grader.values import replace

Progress = Callable[[str], None]


@dataclass
class TakenIn:
    """The bases that the builder has taken in; `lock` is held while it does, never while one is pulled."""

    images: set[str] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)


class Builds:
    """Builds a submission; `seconds` is the time it took, `log` what the builder said."""

    def __init__(
        self,
        engine: Engine,
        source: Source,
        run: Run,
        limit: float,
        progress: Progress,
        namespace: str | None = None,
        bases: BaseImages | None = None,
    ) -> None:
        self._namespace = namespace or namespace_of(source.learner)
        self.engine, self.source, self.run, self.drawn = engine, source, run, Drawn(engine)
        self._limit, self._progress = limit, progress
        self._built: dict[BuildOptions, Image | Blocked] = {}
        self._trouble: MachineTroubleError | None = None
        self.bases = bases or BaseImages(engine, limit, progress)
        self.seconds, self.steps, self.log = 0.0, list[StepDone](), CappedLog()

    def of(self, source: Source) -> "Builds":
        """The same for somebody else's build context."""
        return Builds(self.engine, source, self.run, self._limit, self._progress, None, self.bases)

    def changed(self, source: Source) -> "Builds":
        """The same for a changed copy of the build context, which shares its cache mounts."""
        given = self.engine, source, self.run, self._limit, self._progress
        return Builds(*given, self._namespace, self.bases)

    def image(self, options: BuildOptions) -> Image:
        """The built image. BlockedError where the submission does not build, EngineFailureError."""
        if self._trouble is not None:  # asking the machine again tells nothing new
            raise EngineFailureError(str(self._trouble))
        if options not in self._built:
            try:
                self._built[options] = self._build(self.drawn.resolved(options))
            except BlockedError as error:
                self._built[options] = of_target(error.blocked, options.target)
            except MachineTroubleError as error:
                self._trouble = error
                raise
        built = self._built[options]
        if isinstance(built, Blocked):
            raise BlockedError(built)
        return built

    @property
    def finds_layers(self) -> bool:
        """Whether the builder may take any from its cache; a RUN may be written so that it must not."""
        return self._order(DEFAULT).keyed_text is not None

    def at_hand(self, target: str | None = None) -> Image | None:
        """The image of a stage, or of the whole, where it was built already."""
        built = self._built.get(BuildOptions(target))
        return built if not isinstance(built, Blocked) else None

    def unlabelled(self, options: BuildOptions) -> tuple[str, Image | BuildFailure]:
        """The image without the run's labels, built anew, and its name, which must be taken away again."""
        order = replace(self._order(options), labelled=False)
        return order.tag, self._ask_builder(order)

    def base(self, image: Image, options: BuildOptions) -> BaseImage:
        """The external image at the beginning of the built stage's chain, and whether the layers agree."""
        named = self._stage(self.drawn.resolved(options)).image
        return prove_base(self.bases.find, image, named, self.bases.not_pulled)

    def take_in_bases(self, taken_in: TakenIn) -> None:
        """Build from each base that is at hand and not taken in, and nothing else.

        BlockedError, EngineFailureError.
        """
        self._provide(DEFAULT)
        with taken_in.lock, tempfile.TemporaryDirectory(prefix=temporary_prefix()) as empty:
            for image in set(self.source.dockerfile.external_images) - taken_in.images:
                if self.bases.find(image) is not None:
                    self.engine.build(self._from(image, Path(empty)), self.run, _unheard, _unheard)
                    taken_in.images.add(image)

    def _from(self, image: str, context: Path) -> BuildOrder:
        text = f"FROM {image}\n".encode()
        dockerfile, tag = read_dockerfile(text), self.run.new_tag()
        return BuildOrder(context=context, text=text, dockerfile=dockerfile, tag=tag, limit=self._limit)

    def _provide(self, options: BuildOptions) -> None:
        check_fetched(self.source, options, self.bases.allowed)
        self.bases.provide(
            self.source.dockerfile_with(options), self._stage(options), self.run.stopped, self._end_begun
        )

    def _build(self, options: BuildOptions) -> Image:
        self._provide(options)
        self._progress(f"building the image{f' of stage {options.target}' if options.target else ''}")
        started, begun = time.monotonic(), self.run.begun
        order = self._order(options)
        outcome = self._ask_builder(order)
        if begun is not None and self.run.begun is None:
            started = begun.child.started
        if isinstance(outcome, BuildFailure):
            outcome = self._looked_at_again(order, outcome, time.monotonic() - started)
        self.seconds += time.monotonic() - started
        if isinstance(outcome, BuildFailure):
            cause = partial(build_cause, self, order.dockerfile, outcome)
            raise build_failed(outcome, self.source.name, cause)
        return outcome

    def _looked_at_again(
        self, order: BuildOrder, failure: BuildFailure, seconds: float
    ) -> Image | BuildFailure:
        from grader.bench.second_look import SecondLook  # most builds need none

        look = SecondLook(self.engine, self.run, order, failure, self._progress)
        return look.outcome(seconds, self._ask_builder)

    def _order(self, options: BuildOptions) -> BuildOrder:
        order = ordered(self.source, options, tag=self.run.new_tag())
        return replace(order, limit=self._limit, namespace=self._namespace)

    def _stage(self, options: BuildOptions) -> Stage:
        stage = self.source.dockerfile_with(options).stage(options.target)
        if stage is None:
            raise BlockedError(no_such_stage(self.source.dockerfile_with(options), options.target or ""))
        return stage

    def _end_begun(self) -> None:
        begun, self.run.begun = self.run.begun, None
        if begun is not None:
            begun.end()

    def _ask_builder(self, order: BuildOrder) -> Image | BuildFailure:
        return self.engine.build(
            order,
            self.run,
            on_line=lambda line: self.log.add(f"{line}\n".encode()),
            on_step=lambda step: self._progress(f"building {step}"),
            on_done=self.steps.extend,
        )


def _unheard(_text: str) -> None:
    pass


def ordered(source: Source, options: BuildOptions, *, tag: str) -> BuildOrder:
    """What to build of a submission. BlockedError where it cannot be built."""
    return BuildOrder(
        context=source.folder,
        text=source.buildable,
        dockerfile=source.dockerfile_with(options),
        tag=tag,
        ignore=source.ignore,
        options=options,
        namespace=namespace_of(source.learner),
    )
