"""The history of a built image, with what is its own told from what it inherited."""

from grader.bench.bases import is_proven
from grader.bench.builds import Builds
from grader.engine.model import Image
from grader.evidence import BuildOptions, HistoryEntry
from grader.values import replace


def history(builds: Builds, image: Image, options: BuildOptions) -> tuple[HistoryEntry, ...]:
    """The history with the engine's sizes. Raises EngineFailureError."""
    return _marked(builds, image, options, builds.engine.history(image.image_id))


def layer_sizes(builds: Builds, image: Image, options: BuildOptions) -> tuple[HistoryEntry, ...]:
    """The history with unpacked file bytes. Raises EngineFailureError."""
    return _marked(builds, image, options, builds.engine.layer_sizes(image))


def _marked(
    builds: Builds, image: Image, options: BuildOptions, entries: tuple[HistoryEntry, ...]
) -> tuple[HistoryEntry, ...]:
    base = builds.base(image, options)
    inherited = len(builds.bases.history(base.reference)) if is_proven(base) else 0
    return tuple(replace(entry, own=index >= inherited) for index, entry in enumerate(entries))
