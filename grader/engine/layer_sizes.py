"""The unpacked size of every layer: the same number on every engine and image store.

A layer's size is the sum of the lengths of its regular files, hard links once, and of the targets of
its symbolic links. That is what Docker's overlay2 driver counts (moby, `directory.Size`), so its own
numbers are taken where it is the store. Elsewhere the engine's numbers mean other things (compressed
bytes, disk blocks), and the layers are measured from what `docker save` sends. A layer's DiffID is the
digest of its content, so a size once measured is kept in the user's cache folder.
"""

from collections.abc import Sequence

from grader.engine.cache import keep, read_kept
from grader.engine.client import Engine, engine_failures
from grader.engine.images import Image, Step
from grader.engine.saved_layers import UnreadableLayerError, measure_layers
from grader.errors import EngineFailureError

FILE_BYTE_STORES = frozenset({"overlay2", "vfs"})
MEASURE_SECONDS = 180.0
MAX_KEPT = 20_000
KEPT = "layer-sizes"

_INSTRUCTIONS = (
    "ARG CMD ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL MAINTAINER ONBUILD SHELL STOPSIGNAL USER VOLUME"
)
_METADATA = frozenset(_INSTRUCTIONS.split())


def step_sizes(engine: Engine, image: Image, steps: Sequence[Step]) -> tuple[int, ...]:
    """Unpacked bytes that each step of the history added.

    Raises EngineFailureError where the layers cannot be measured.
    """
    if engine.name == "docker" and engine.store in FILE_BYTE_STORES:
        return tuple(step.size for step in steps)
    known = _read_kept()
    if not all(layer in known for layer in image.layers):
        known |= _measure(engine, image, known)
        _keep(known)
    return _by_step(steps, [known[layer] for layer in image.layers])


def _measure(engine: Engine, image: Image, known: dict[str, int]) -> dict[str, int]:
    try:
        with engine_failures("measuring the image's layers"):
            measured = measure_layers(engine.api.get_image(image.image_id), MEASURE_SECONDS)
    except UnreadableLayerError as error:
        raise EngineFailureError(f"the image's layers cannot be measured: {error}") from error
    missing = [layer for layer in image.layers if layer not in measured and layer not in known]
    if missing:
        raise EngineFailureError(f"the engine did not hand out {len(missing)} of the image's layers")
    return measured


def layer_makers(steps: Sequence[Step], count: int) -> list[int] | None:
    """The indices of the steps that made the image's `count` layers; None where that is not clear."""
    makers = [index for index, step in enumerate(steps) if not _is_metadata(step.created_by)]
    if len(makers) != count:
        makers = [index for index, step in enumerate(steps) if step.size]
    return makers if len(makers) == count else None


def _by_step(steps: Sequence[Step], sizes: Sequence[int]) -> tuple[int, ...]:
    """Give each layer's size to the step that made it; to the last step where that is not clear."""
    makers = layer_makers(steps, len(sizes))
    if makers is None:
        return (*[0] * (len(steps) - 1), sum(sizes)) if steps else ()
    by_step = [0] * len(steps)
    for index, size in zip(makers, sizes, strict=True):
        by_step[index] = size
    return tuple(by_step)


def _is_metadata(created_by: str) -> bool:
    """BuildKit writes the instruction first, the classic builder behind `#(nop)`."""
    _, nop, rest = created_by.partition("#(nop)")
    words = (rest if nop else created_by).split(maxsplit=1)
    return bool(words) and words[0] in _METADATA


def _read_kept() -> dict[str, int]:
    kept = read_kept(KEPT)
    entries = kept.items() if isinstance(kept, dict) else ()
    return {layer: size for layer, size in entries if isinstance(size, int) and size >= 0}


def _keep(sizes: dict[str, int]) -> None:
    keep(KEPT, dict(list(sizes.items())[-MAX_KEPT:]))
