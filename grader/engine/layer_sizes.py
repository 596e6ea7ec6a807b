"""The unpacked size of every layer: the same number on every engine and image store.

A layer's size is the sum of the lengths of its regular files, hard links once, and of the targets of
its symbolic links. That is what Docker's overlay2 driver counts (moby, `directory.Size`), so Docker's own
numbers are taken where that is the store. Elsewhere the engine's numbers mean other things (compressed
bytes, disk blocks), and the layers are measured from what `docker save` sends. A layer's DiffID is the
digest of its content, so a size once measured is kept in the user's cache folder.
"""

from collections.abc import Sequence

from grader.engine.cache import keep, read_kept
from grader.engine.client import Connection, engine_failures
from grader.engine.model import Image
from grader.engine.saved_layers import UnreadableLayerError, measure_layers
from grader.errors import EngineFailureError
from grader.evidence import HistoryEntry
from grader.evidence.history import layer_makers
from grader.values import replace

MEASURE_SECONDS = 180.0
MAX_KEPT = 20_000
KEPT = "layer-sizes"


def measured(
    connection: Connection, image: Image, history: Sequence[HistoryEntry]
) -> tuple[HistoryEntry, ...]:
    """The history with the unpacked bytes that each entry added.

    Raises EngineFailureError where the layers cannot be measured.
    """
    known = _read_kept()
    if not all(layer in known for layer in image.layers):
        known |= _measure(connection, image, known)
        _keep(known)
    sizes = _by_entry(history, [known[layer] for layer in image.layers])
    return tuple(replace(entry, size_bytes=size) for entry, size in zip(history, sizes, strict=True))


def _measure(connection: Connection, image: Image, known: dict[str, int]) -> dict[str, int]:
    try:
        with engine_failures("measuring the image's layers"):
            measured = measure_layers(connection.api.get_image(image.image_id), MEASURE_SECONDS)
    except UnreadableLayerError as error:
        raise EngineFailureError(f"the image's layers cannot be measured: {error}") from error
    missing = [layer for layer in image.layers if layer not in measured and layer not in known]
    if missing:
        raise EngineFailureError(f"the engine did not hand out {len(missing)} of the image's layers")
    return measured


def _by_entry(history: Sequence[HistoryEntry], sizes: Sequence[int]) -> list[int]:
    """Give each layer's size to the entry that made it; to the last entry where that is not clear."""
    by_entry = [0] * len(history)
    makers = layer_makers(history, len(sizes))
    if makers is None:
        return [*by_entry[1:], sum(sizes)] if history else []
    for index, size in zip(makers, sizes, strict=True):
        by_entry[index] = size
    return by_entry


def _read_kept() -> dict[str, int]:
    kept = read_kept(KEPT)
    entries = kept.items() if isinstance(kept, dict) else ()
    return {layer: size for layer, size in entries if isinstance(size, int) and size >= 0}


def _keep(sizes: dict[str, int]) -> None:
    keep(KEPT, dict(list(sizes.items())[-MAX_KEPT:]))
