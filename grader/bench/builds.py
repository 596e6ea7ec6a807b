"""The images of one build context: each way of building it is tried at most once."""

import time
from collections.abc import Callable
from dataclasses import replace

from grader.bench.classic import check_heredocs, line_of, stage_taken_for_image
from grader.bench.source import Source
from grader.dockerfile import Dockerfile, DockerfileError, Stage, read_dockerfile
from grader.engine import Engine
from grader.engine.build import BuildOrder, build, choose_builder
from grader.engine.build_log import BuildFailure, current_step
from grader.engine.child import CappedLog
from grader.engine.images import Image, NotPulled, find_image, pull
from grader.engine.ownership import Run
from grader.engine.publish import push, remove_tag
from grader.errors import EngineFailureError
from grader.evidence import DEFAULT, BaseImage, Blocked, BuildOptions

SCRATCH = "scratch"
NATIVE = "native"
"""Stands for the engine's own platform."""


class Builds:
    """Builds a submission, and tells an image's base; times are seconds."""

    def __init__(
        self, engine: Engine, source: Source, run: Run, limit: float, progress: Callable[[str], None]
    ) -> None:
        self.engine, self.source, self.run = engine, source, run
        self._limit, self._progress = limit, progress
        self._built: dict[BuildOptions, Image | Blocked] = {}
        self._not_pulled: dict[str, NotPulled] = {}
        self.builder = choose_builder(engine)
        self.seconds = 0.0
        self.log = CappedLog()

    def image(self, options: BuildOptions) -> Image | Blocked:
        """The built image, or why the submission does not build. Raises EngineFailureError."""
        if options not in self._built:
            self._built[options] = self._build(self._resolved(options))
        return self._built[options]

    def publish(self, reference: str) -> str:
        """Push the image that was graded, without the run's labels; returns its digest in the registry.

        Raises EngineFailureError, also where the layers are no longer those that were graded.
        """
        graded, text = self.image(DEFAULT), self.source.buildable
        if isinstance(graded, Blocked) or isinstance(text, Blocked):
            raise EngineFailureError("there is no image to publish")
        order = BuildOrder(self.source.folder, text, self.source.ignore, DEFAULT, self._limit, labelled=False)
        made = build(self.engine, self.builder, order, self.run, self._on_line)
        image = None if isinstance(made, BuildFailure) else find_image(self.engine, made)
        if image is None:
            raise EngineFailureError("the image could not be built again without the grader's labels")
        try:
            if image.layers != graded.layers:
                raise EngineFailureError("the image changed after it was graded; it is not published")
            self._progress(f"pushing {reference}")
            return push(self.engine, image.image_id, reference)
        finally:
            remove_tag(self.engine, str(made))

    def _resolved(self, options: BuildOptions) -> BuildOptions:
        return replace(options, platform=self.engine.platform) if options.platform == NATIVE else options

    def of(self, source: Source) -> "Builds":
        """The same for another build context."""
        return Builds(self.engine, source, self.run, self._limit, self._progress)

    def base(self, image: Image, options: BuildOptions) -> BaseImage:
        """The external image at the beginning of the built stage's chain, and whether the layers agree."""
        dockerfile = self._read(self._resolved(options))
        stage = None if isinstance(dockerfile, Blocked) else dockerfile.stage(options.target)
        if stage is None:
            raise TypeError("an image without a stage")
        return self._proven_base(image, stage)

    def base_layers(self, image: Image, options: BuildOptions) -> tuple[str, ...]:
        """The layers of the base image, where they are proven to be the image's first ones."""
        base = self.base(image, options)
        found = (
            find_image(self.engine, base.reference) if base.is_prefix and base.reference != SCRATCH else None
        )
        return found.layers if found else ()

    def _read(self, options: BuildOptions) -> Dockerfile | Blocked:
        """The Dockerfile as these options resolve it."""
        dockerfile, text = self.source.dockerfile, self.source.buildable
        if isinstance(dockerfile, Blocked) or isinstance(text, Blocked):
            return dockerfile if isinstance(dockerfile, Blocked) else Blocked("dockerfile", "")
        if not options.arguments and not options.platform:
            return dockerfile
        try:
            return read_dockerfile(
                text, self.source.name, build_args=dict(options.arguments), platform=options.platform
            )
        except DockerfileError as error:
            why = f"{error.file}:{error.line}: {error.why}"
            return Blocked("dockerfile", why, error.file, error.line or None)

    def _build(self, options: BuildOptions) -> Image | Blocked:
        text, dockerfile = self.source.buildable, self._read(options)
        if isinstance(text, Blocked):
            return text
        if isinstance(dockerfile, Blocked):
            return dockerfile
        if dockerfile.stage(options.target) is None:
            return Blocked("build", f"there is no stage named {options.target}", self.source.name)
        if self.builder == "classic":
            check_heredocs(self.engine, dockerfile)
        self._have_base_images(dockerfile)
        self._progress(f"building the image{f' of stage {options.target}' if options.target else ''}")
        started = time.monotonic()
        order = BuildOrder(self.source.folder, text, self.source.ignore, options, self._limit)
        outcome = build(self.engine, self.builder, order, self.run, self._on_line)
        self.seconds += time.monotonic() - started
        if isinstance(outcome, BuildFailure):
            return self._failed(outcome, dockerfile)
        image = find_image(self.engine, outcome)
        if image is None:
            raise EngineFailureError("the engine lost the image that it had just built")
        return image

    def _on_line(self, line: str) -> None:
        self.log.add(f"{line}\n".encode())
        if (step := current_step(line)) is not None:
            self._progress(f"building {step}")

    def _failed(self, failure: BuildFailure, dockerfile: Dockerfile) -> Blocked:
        where = f" at {failure.step}" if failure.step else ""
        output = "".join(f"\n  | {line}" for line in failure.output)
        mix_up = stage_taken_for_image(dockerfile, failure.reason)
        if failure.fault == "machine" or mix_up or self._lacks_image(failure):
            said = f"{failure.reason}{mix_up}{output}"
            raise EngineFailureError(f"the image cannot be built here{where}: {said}")
        line = failure.line or line_of(dockerfile, failure.step or "")
        place = f" ({self.source.name}:{line})" if line else ""
        return Blocked("build", f"{failure.reason}{where}{place}{output}", self.source.name, line)

    def _lacks_image(self, failure: BuildFailure) -> bool:
        """Podman says so where COPY --from names an image, and does not say that no registry answered."""
        unreachable = any(failed.unreachable for failed in self._not_pulled.values())
        return unreachable and "no stage or image found" in failure.reason

    def _have_base_images(self, dockerfile: Dockerfile) -> None:
        """BuildKit keeps the images it starts from to itself; the base must be in the image list, too."""
        for reference in dockerfile.external_images:
            if find_image(self.engine, reference) is None:
                self._progress(f"pulling {reference}")
                failed = pull(
                    self.engine, reference, self._limit, lambda line: self._progress(f"pulling {line}")
                )
                if failed is not None:
                    self._not_pulled[reference] = failed

    def _proven_base(self, image: Image, stage: Stage) -> BaseImage:
        reference = stage.image
        if reference == SCRATCH:
            return BaseImage(SCRATCH, available=True, is_prefix=True)
        named, _, digest = reference.partition("@")
        if digest and ":" in named.rpartition("/")[2]:
            return self._pinned_base(image, named, reference)
        return self._compare(image, reference)

    def _pinned_base(self, image: Image, named: str, reference: str) -> BaseImage:
        """The engine follows the digest and ignores the tag; only the tag's own image proves the tag."""
        by_tag, by_digest = self._compare(image, named), self._compare(image, reference)
        if by_tag.is_prefix or not by_digest.is_prefix:
            return by_tag
        return _no_base(reference, f"its digest is not the one that {named} has here")

    def _compare(self, image: Image, reference: str) -> BaseImage:
        base = find_image(self.engine, reference)
        if base is None:
            failed = self._not_pulled.get(reference)
            return _no_base(reference, failed.reason if failed else "the engine does not have it")
        if base.platform != image.platform:
            return _no_base(reference, f"here it is for {base.platform}, the image is for {image.platform}")
        is_prefix = image.layers[: len(base.layers)] == base.layers
        return BaseImage(reference, available=True, is_prefix=is_prefix, stand_in=base.is_stand_in)


def _no_base(reference: str, why: str) -> BaseImage:
    return BaseImage(reference, available=False, is_prefix=False, why=why)
