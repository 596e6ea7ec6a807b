"""Facts for examples and tests, made in one line: only what matters is said."""

from typing import Any

from grader.evidence import (
    BaseImage,
    ContextFact,
    ContextPattern,
    FileEntry,
    FilesystemFact,
    FoundSecret,
    HeldSecretsFact,
    HistoryEntry,
    HttpAnswer,
    ImageConfig,
    ImageFact,
    ImageFilesFact,
    LayerEntry,
    OwnLayer,
    OwnLayersFact,
    PackageFilesFact,
    PackageTrace,
    Program,
    SizeFact,
    StartWritesFact,
    Toolchain,
    ToolchainsFact,
)
from grader.units import parse_size

VARIANTS = "FROM a AS base\nFROM base AS dev\nFROM base AS prod\n"
"""A Dockerfile of two images, each with a stage of its own."""
BASE = 140_000_000
"""Bytes of the base image's layer in `image_size`."""


def built_image(
    *history: str | HistoryEntry,
    base: str = "python:3.11-slim",
    available: bool = True,
    is_prefix: bool = True,
    why: str | None = None,
    platform: str = "",
    **config: Any,
) -> ImageFact:
    """A built image: its own history's steps, its base image, and settings of its configuration."""
    steps = tuple(HistoryEntry(step, 1, own=True) if isinstance(step, str) else step for step in history)
    start = BaseImage(base, available, is_prefix, why=why)
    return ImageFact("sha256:1", start, steps, (), ImageConfig(**config), platform)


def inherited(step: str) -> HistoryEntry:
    """A step of the base image's history."""
    return HistoryEntry(step, 1, own=False)


def own_layer(size_bytes: int, created_by: str = "RUN pip install -r requirements.txt") -> HistoryEntry:
    """An own layer of the image."""
    return HistoryEntry(created_by, size_bytes, own=True)


def image_size(*own: int | HistoryEntry, below: int = BASE, listed: int | None = None) -> SizeFact:
    """The size of an image: its own layers, or their bytes, on a base image of `below` bytes."""
    layers = [HistoryEntry("base", below, own=False)] if below else []
    layers += [own_layer(layer) if isinstance(layer, int) else layer for layer in own]
    return SizeFact(sum(layer.size_bytes for layer in layers), "unpacked", listed, "overlay2", tuple(layers))


def written(size: str) -> StartWritesFact:
    """What a container has written, such as `80MB`."""
    return StartWritesFact(parse_size(size))


def own_layers(*layers: tuple[Any, ...]) -> OwnLayersFact:
    """Own layers, each as instruction, line and the files that it adds: paths, or entries."""
    return OwnLayersFact(
        tuple(
            OwnLayer(f"sha256:{at}", made_by, line, tuple(map(_layer_entry, added)))
            for at, (made_by, line, *added) in enumerate(layers)
        )
    )


def _layer_entry(added: str | LayerEntry) -> LayerEntry:
    return LayerEntry(added, "file", 9) if isinstance(added, str) else added


def file(path: str, text: str | None = None, *, owner: str = "app", mode: int = 0o644) -> FileEntry:
    """A file of the image; one that is not empty, also where its text is not told."""
    return FileEntry(path, "file", 900 if text is None else len(text), mode, owner, text=text)


def found_files(*found: FileEntry) -> ImageFilesFact:
    """What a search for one pattern finds."""
    return ImageFilesFact((found,))


def build_context(
    *patterns: str | ContextPattern, total: int = 2_000, ignore_file: str | None = ".dockerignore"
) -> ContextFact:
    """A build context of three files, looked through for patterns; one given as text is kept out."""
    found = tuple(
        ContextPattern(pattern, (), ignored=True) if isinstance(pattern, str) else pattern
        for pattern in patterns
    )
    return ContextFact(total, 3, ignore_file, found)


def held_secrets(*found: FoundSecret, excess: str | None = None) -> HeldSecretsFact:
    """What was found where the value of SECRET_KEY was looked for."""
    return HeldSecretsFact(found, ("SECRET_KEY",), excess)


def leak(pattern: str, *present: str) -> ContextPattern:
    """A pattern that the ignore file does not keep out, and what would be sent."""
    return ContextPattern(pattern, present, ignored=False)


def http_answer(body: str = "", *, status: int = 200, word: str = "", **headers: str) -> HttpAnswer:
    """An application's answer; a header's name is written with `_` for `-`."""
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return HttpAnswer(status, named, body, 0.1, word)


def software(*packages: str, programs: tuple[str, ...] = (), logged: tuple[str, ...] = ()) -> FilesystemFact:
    """What is installed in the image: packages, programs by their paths, packages that the log tells of."""
    return FilesystemFact(packages, tuple(Program(path) for path in programs), logged)


def toolchains(*, unread: str = "", **found: str) -> ToolchainsFact:
    """Programs of own layers by the tools that they hold, and what could not be looked through."""
    programs = tuple(Toolchain(path, tool) for tool, path in found.items())
    return ToolchainsFact(programs, (unread,) if unread else ())


def package_files(*hollow: str, **traces: str) -> PackageFilesFact:
    """Packages that are named and have no files, and a path of each that is not named."""
    return PackageFilesFact(hollow, tuple(PackageTrace(name, path) for name, path in traces.items()))
