"""What built images are made of: their configuration, history, sizes and installed software."""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from grader import __version__
from grader.bench.builds import SCRATCH, Builds
from grader.bench.image_files import find_files
from grader.bench.packages import LOG_FILE, STATUS_FILES, installed_packages, logged_installs
from grader.bench.rebuild import rebuild
from grader.bench.source import Source
from grader.engine.cache import keep, read_kept
from grader.engine.filesystem import image_files
from grader.engine.images import Image, Step, history, listed_size
from grader.engine.layer_sizes import step_sizes
from grader.evidence import (
    DEFAULT,
    Answer,
    Blocked,
    Broken,
    Build,
    BuildFact,
    BuildOptions,
    BuiltImage,
    Filesystem,
    FilesystemFact,
    HistoryEntry,
    ImageFact,
    ImageFiles,
    ImageFilesFact,
    ImageSize,
    LayerSize,
    Program,
    Question,
    Rebuild,
    SizeFact,
    StarterSize,
)

DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
MAX_PATH_FOLDERS = 30
# GCC's driver hands its options on under this name ("GCC internals", collect2); every copy of it,
# whatever it is called, holds the text.
COMPILER_SIGNATURES = (b"COLLECT_GCC_OPTIONS",)
COMPILER_FOLDERS = ("/usr/lib/gcc", "/usr/libexec/gcc", "/usr/local/lib/gcc", "/usr/local/libexec/gcc")

_LOOKED_FOR = [repr(COMPILER_SIGNATURES), COMPILER_FOLDERS, STATUS_FILES, LOG_FILE]
"""What a kept fact was looked for with: another list makes it another fact."""


class ImageRoom:
    """Answers questions about the images of one submission; `starter` builds the untouched starter."""

    def __init__(self, builds: Builds, starter: Source | None, progress: Callable[[str], None]) -> None:
        self._builds, self._starter, self._progress = builds, starter, progress

    def answer(self, question: Question[Any]) -> Answer[Any]:
        """The fact, or Blocked where the image cannot be built. Raises EngineFailureError."""
        match question:
            case Build(options):
                return _build_fact(self._builds.image(options))
            case StarterSize():
                return self._starter_size()
            case Rebuild(touch):
                return rebuild(self._builds, touch, self._layers)
            case BuiltImage(options) | ImageSize(options) | Filesystem(options) | ImageFiles(options=options):
                image = self._builds.image(options)
                return image if isinstance(image, Blocked) else self._describe(image, question, options)
        raise TypeError(f"the image does not answer {question!r}")

    def _describe(self, image: Image, question: Question[Any], options: BuildOptions) -> Answer[Any]:
        match question:
            case BuiltImage():
                return self._image_fact(image, options)
            case ImageSize():
                return self._size_fact(self._builds, image, options)
            case Filesystem():
                return self._filesystem_fact(image, options)
            case ImageFiles(patterns, texts):
                return self._files_fact(image, patterns, texts=texts)
        raise TypeError(f"the image does not answer {question!r}")

    def _image_fact(self, image: Image, options: BuildOptions) -> ImageFact:
        steps, inherited = _steps(self._builds, image, options)
        entries = tuple(
            HistoryEntry(step.created_by, step.size, own=index >= inherited)
            for index, step in enumerate(steps)
        )
        base = self._builds.base(image, options)
        return ImageFact(image.image_id, base, entries, image.layers, image.config, image.platform)

    def _size_fact(self, builds: Builds, image: Image, options: BuildOptions) -> SizeFact:
        engine, layers = builds.engine, self._layers(builds, image, options)
        listed = listed_size(engine, image)
        total = sum(layer.size_bytes for layer in layers)
        return SizeFact(total, "unpacked", listed, engine.store, layers)

    def _layers(self, builds: Builds, image: Image, options: BuildOptions) -> tuple[LayerSize, ...]:
        steps, inherited = _steps(builds, image, options)
        sizes = step_sizes(builds.engine, image, steps)
        return tuple(
            LayerSize(step.created_by, size, own=index >= inherited)
            for index, (step, size) in enumerate(zip(steps, sizes, strict=True))
        )

    def _starter_size(self) -> Answer[SizeFact]:
        if self._starter is None:
            return Broken("there is no starter to compare with")
        self._progress("building the starter's image, to compare with")
        builds = self._builds.of(self._starter)
        image = builds.image(DEFAULT)
        if isinstance(image, Blocked):
            return Broken(f"the challenge's own starter does not build: {image.reason}")
        return self._size_fact(builds, image, DEFAULT)

    def _filesystem_fact(self, image: Image, options: BuildOptions) -> FilesystemFact:
        """It follows from the layers, of image and base, and from PATH; so it is kept by them."""
        folders, base = _path_folders(image.config.environment), self._builds.base_layers(image, options)
        told = json.dumps([__version__, image.layers, base, folders, _LOOKED_FOR])
        name = f"filesystems/{hashlib.sha256(told.encode()).hexdigest()}"
        if (kept := read_kept(name)) is not None:
            with suppress(ValueError):
                return TypeAdapter(FilesystemFact).validate_python(kept)
        fact = self._look_into(image, options, folders)
        keep(name, asdict(fact))
        return fact

    def _look_into(self, image: Image, options: BuildOptions, folders: list[str]) -> FilesystemFact:
        self._progress("looking into the image's files")
        with image_files(self._builds.engine, image.image_id, self._builds.run) as files:
            packages = [name for path in STATUS_FILES for name in installed_packages(files.text(path) or "")]
            programs = [
                Program(path, holds)
                for folder in files.real_folders(folders)
                for path, holds in files.programs(folder, COMPILER_SIGNATURES)
            ]
            programs += [
                Program(f"{folder}/{name}") for folder in COMPILER_FOLDERS for name in files.names(folder)
            ]
            log = files.text(LOG_FILE) or ""
        base_log = self._base_log(image, options) if log else ""
        return FilesystemFact(tuple(packages), tuple(programs), logged_installs(log, base_log))

    def _base_log(self, image: Image, options: BuildOptions) -> str:
        base = self._builds.base(image, options)
        if base.reference == SCRATCH or not base.is_prefix:
            return ""
        with image_files(self._builds.engine, base.reference, self._builds.run) as files:
            return files.text(LOG_FILE) or ""

    def _files_fact(self, image: Image, patterns: tuple[str, ...], *, texts: bool) -> ImageFilesFact:
        self._progress("looking into the image's files")
        with image_files(self._builds.engine, image.image_id, self._builds.run) as files:
            return find_files(files, patterns, texts=texts)


def _steps(builds: Builds, image: Image, options: BuildOptions) -> tuple[tuple[Step, ...], int]:
    """The history and how many of its steps are the base image's."""
    steps, base = history(builds.engine, image.image_id), builds.base(image, options)
    if base.reference == SCRATCH or not base.is_prefix:
        return steps, 0
    return steps, len(history(builds.engine, base.reference))


def _build_fact(image: Image | Blocked) -> Answer[BuildFact]:
    if isinstance(image, Image):
        return BuildFact(succeeded=True)
    if image.stage != "build":
        return image
    return BuildFact(succeeded=False, reason=image.reason, file=image.file, line=image.line)


def _path_folders(environment: tuple[str, ...]) -> list[str]:
    """The folders of PATH and the usual ones, each once, absolute."""
    values = [entry.partition("=")[2] for entry in environment if entry.startswith("PATH=")]
    folders = [folder.rstrip("/") for value in [*values, DEFAULT_PATH] for folder in value.split(":")]
    return list(dict.fromkeys(folder for folder in folders if folder.startswith("/")))[:MAX_PATH_FOLDERS]
