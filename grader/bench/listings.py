"""What layers hold, by name.

A layer is read once in a machine's life: its DiffID is the digest of its content.
"""

from collections.abc import Sequence
from typing import Any

from grader.bench.builds import Progress
from grader.engine import Engine, LayerTree
from grader.engine.cache import keep, read_kept
from grader.engine.model import Image, LayerExcessError
from grader.evidence import LayerEntry
from grader.values import Value

VERSION = 1
"""Of what is kept of a layer; another one makes it another listing."""

MOST_ENTRIES = 100_000
"""A layer with more is looked into each time."""

MOST_ENTRIES_IN_ALL = 500_000


class Listing(Value):
    """Every entry of a layer, folders before what they hold; `excess` tells why there is none."""

    entries: tuple[LayerEntry, ...] = ()
    excess: str | None = None


class Listings:
    """The listings of layers, kept for later runs, too."""

    def __init__(self, engine: Engine, progress: Progress) -> None:
        self._engine, self._progress = engine, progress
        self._known: dict[str, Listing] = {}

    def of(self, image: Image, diff_ids: Sequence[str]) -> list[Listing]:
        """The listing of each of these layers of the image. Raises EngineFailureError."""
        missing = {diff_id for diff_id in diff_ids if not self._is_known(diff_id)}
        if missing:
            self._progress("looking into the image's layers")
            with self._engine.layers(image, missing) as trees:
                for diff_id, tree in trees.items():
                    self._known[diff_id] = self._list(diff_id, tree)
        return [self._known[diff_id] for diff_id in diff_ids]

    def _list(self, diff_id: str, tree: LayerTree) -> Listing:
        if sum(len(listing.entries) for listing in self._known.values()) > MOST_ENTRIES_IN_ALL:
            return Listing(
                excess=f"the image's layers hold more than {MOST_ENTRIES_IN_ALL:,} files and folders"
            )
        return list_layer(diff_id, tree)

    def _is_known(self, diff_id: str) -> bool:
        if diff_id not in self._known and (listing := _read_kept(diff_id)) is not None:
            self._known[diff_id] = listing
        return diff_id in self._known


def list_layer(diff_id: str, tree: LayerTree) -> Listing:
    """The listing of one layer, which is kept. Raises EngineFailureError."""
    try:
        listing = Listing(tuple(tree.entries()))
    except LayerExcessError as error:
        return Listing(excess=str(error))
    if len(listing.entries) <= MOST_ENTRIES:
        keep(_name(diff_id), [_row(entry) for entry in listing.entries])
    return listing


def _name(diff_id: str) -> str:
    return f"layers-{VERSION}/{diff_id.rpartition(':')[2]}"


def _row(entry: LayerEntry) -> list[Any]:
    row = [entry.path, entry.kind, entry.size_bytes, entry.mode, entry.uid, entry.gid]
    return [*row, entry.target, entry.capabilities] if entry.target or entry.capabilities else row


def _read_kept(diff_id: str) -> Listing | None:
    """None where nothing is kept, or what is kept is not what this version keeps."""
    try:
        return Listing(tuple(LayerEntry(*row) for row in read_kept(_name(diff_id))))
    except TypeError:
        return None
