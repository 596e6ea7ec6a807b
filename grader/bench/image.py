"""Building the image once per target, and answering what it is made of."""

import time
from collections.abc import Callable
from functools import cached_property
from typing import Any

from grader.bench.packages import LOG_FILE, STATUS_FILES, installed_packages, logged_installs
from grader.bench.source import Source
from grader.dockerfile import Dockerfile
from grader.engine import Engine
from grader.engine.build import Builder, BuildOrder, build, choose_builder
from grader.engine.build_log import BuildFailure, current_step
from grader.engine.filesystem import image_files
from grader.engine.images import Image, NotPulled, Step, find_image, history, listed_size, pull
from grader.engine.layer_sizes import step_sizes
from grader.engine.ownership import Run
from grader.errors import EngineFailureError
from grader.evidence import (
    Answer,
    BaseImage,
    Blocked,
    BuiltImage,
    Filesystem,
    FilesystemFact,
    HistoryEntry,
    ImageFact,
    ImageSize,
    LayerSize,
    Program,
    Question,
    SizeFact,
)

SCRATCH = "scratch"
DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
MAX_PATH_FOLDERS = 30
# GCC's driver hands its options on under this name ("GCC internals", collect2); every copy of it,
# whatever it is called, holds the text.
COMPILER_SIGNATURES = (b"COLLECT_GCC_OPTIONS",)
COMPILER_FOLDERS = ("/usr/lib/gcc", "/usr/libexec/gcc", "/usr/local/lib/gcc", "/usr/local/libexec/gcc")


class ImageRoom:
    """The images of one submission."""

    def __init__(
        self, engine: Engine, source: Source, run: Run, build_limit: float, progress: Callable[[str], None]
    ) -> None:
        self._engine, self._source, self._run = engine, source, run
        self._limit, self._progress = build_limit, progress
        self._built: dict[str | None, Image | Blocked] = {}
        self._not_pulled: dict[str, NotPulled] = {}
        self.timings: dict[str, float] = {}

    @cached_property
    def builder(self) -> Builder:
        """What builds."""
        return choose_builder(self._engine)

    def answer(self, question: Question[Any]) -> Answer[Any]:
        """The fact, or Blocked where the image cannot be built. Raises EngineFailureError."""
        target = question.target if isinstance(question, BuiltImage) else None
        image = self.image(target)
        if isinstance(image, Blocked):
            return image
        match question:
            case BuiltImage():
                return self._image_fact(image)
            case ImageSize():
                return self._size_fact(image)
            case Filesystem():
                return self._filesystem_fact(image)
        raise TypeError(f"the image does not answer {question!r}")

    def image(self, target: str | None = None) -> Image | Blocked:
        """The built image; it is built at most once for each target. Raises EngineFailureError."""
        if target not in self._built:
            self._built[target] = self._build(target)
        return self._built[target]

    def _build(self, target: str | None) -> Image | Blocked:
        dockerfile, text = self._source.dockerfile, self._source.buildable
        if isinstance(dockerfile, Blocked):
            return dockerfile
        if isinstance(text, Blocked):
            return text
        self._have_base_images(dockerfile)
        self._progress("building the image")
        started = time.monotonic()
        order = BuildOrder(self._source.folder, text, self._source.ignore, target, {}, self._limit)
        outcome = build(self._engine, self.builder, order, self._run, self._on_line)
        self.timings["build"] = self.timings.get("build", 0.0) + time.monotonic() - started
        if isinstance(outcome, BuildFailure):
            return self._failed(outcome)
        image = find_image(self._engine, outcome)
        if image is None:
            raise EngineFailureError("the engine lost the image that it had just built")
        return image

    def _on_line(self, line: str) -> None:
        if (step := current_step(line)) is not None:
            self._progress(f"building {step}")

    def _failed(self, failure: BuildFailure) -> Blocked:
        where = f" at {failure.step}" if failure.step else ""
        output = "".join(f"\n  | {line}" for line in failure.output)
        if failure.fault == "machine":
            raise EngineFailureError(f"the image cannot be built here{where}: {failure.reason}{output}")
        line = f" ({self._source.name}:{failure.line})" if failure.line else ""
        return Blocked("build", f"{failure.reason}{where}{line}{output}", self._source.name, failure.line)

    def _have_base_images(self, dockerfile: Dockerfile) -> None:
        """BuildKit keeps the images it starts from to itself; the base must be in the image list, too."""
        for reference in dockerfile.external_images:
            if find_image(self._engine, reference) is None:
                self._progress(f"pulling {reference}")
                failed = pull(
                    self._engine, reference, self._limit, lambda line: self._progress(f"pulling {line}")
                )
                if failed is not None:
                    self._not_pulled[reference] = failed

    def base(self, image: Image) -> BaseImage:
        """The external image at the beginning of the final stage's chain, and whether the layers agree."""
        dockerfile = self._source.dockerfile
        if isinstance(dockerfile, Blocked):
            raise TypeError("an image without a Dockerfile")
        reference = dockerfile.final.image
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
        why = f"its digest is not the one that {named} has here"
        return _no_base(reference, why)

    def _compare(self, image: Image, reference: str) -> BaseImage:
        base = find_image(self._engine, reference)
        if base is None:
            failed = self._not_pulled.get(reference)
            return _no_base(reference, failed.reason if failed else "the engine does not have it")
        if base.platform != image.platform:
            return _no_base(reference, f"here it is for {base.platform}, the image is for {image.platform}")
        is_prefix = image.layers[: len(base.layers)] == base.layers
        return BaseImage(reference, available=True, is_prefix=is_prefix, stand_in=base.is_stand_in)

    def _steps(self, image: Image) -> tuple[tuple[Step, ...], int]:
        """The history and how many of its steps are the base image's."""
        steps, base = history(self._engine, image.image_id), self.base(image)
        if base.reference == SCRATCH or not base.is_prefix:
            return steps, 0
        return steps, len(history(self._engine, base.reference))

    def _image_fact(self, image: Image) -> ImageFact:
        steps, inherited = self._steps(image)
        entries = tuple(
            HistoryEntry(step.created_by, step.size, own=index >= inherited)
            for index, step in enumerate(steps)
        )
        return ImageFact(image.image_id, self.base(image), entries, image.layers, image.environment)

    def _size_fact(self, image: Image) -> SizeFact:
        steps, inherited = self._steps(image)
        sizes = step_sizes(self._engine, image, steps)
        layers = tuple(
            LayerSize(step.created_by, size, own=index >= inherited)
            for index, (step, size) in enumerate(zip(steps, sizes, strict=True))
        )
        return SizeFact(sum(sizes), "unpacked", listed_size(self._engine, image), self._engine.store, layers)

    def _filesystem_fact(self, image: Image) -> FilesystemFact:
        self._progress("looking into the image's files")
        with image_files(self._engine, image.image_id, self._run) as files:
            packages = [name for path in STATUS_FILES for name in installed_packages(files.text(path) or "")]
            programs = [
                Program(path, holds)
                for folder in files.real_folders(_path_folders(image.environment))
                for path, holds in files.programs(folder, COMPILER_SIGNATURES)
            ]
            programs += [
                Program(f"{folder}/{name}") for folder in COMPILER_FOLDERS for name in files.names(folder)
            ]
            log = files.text(LOG_FILE) or ""
        return FilesystemFact(
            tuple(packages), tuple(programs), logged_installs(log, self._base_log(image, log))
        )

    def _base_log(self, image: Image, log: str) -> str:
        base = self.base(image)
        if not log or base.reference == SCRATCH or not base.is_prefix:
            return ""
        with image_files(self._engine, base.reference, self._run) as files:
            return files.text(LOG_FILE) or ""


def _no_base(reference: str, why: str) -> BaseImage:
    return BaseImage(reference, available=False, is_prefix=False, why=why)


def _path_folders(environment: tuple[str, ...]) -> list[str]:
    """The folders of PATH and the usual ones, each once, absolute."""
    values = [entry.partition("=")[2] for entry in environment if entry.startswith("PATH=")]
    folders = [folder.rstrip("/") for value in [*values, DEFAULT_PATH] for folder in value.split(":")]
    return list(dict.fromkeys(folder for folder in folders if folder.startswith("/")))[:MAX_PATH_FOLDERS]
