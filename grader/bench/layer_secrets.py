"""Secrets in the files of layers: a layer is searched for the same values once in a machine's life."""

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress

from grader.bench.listings import Listing
from grader.engine import LayerTree
from grader.engine.cache import keep, read_kept
from grader.errors import EngineFailureError
from grader.secrets.search import Search
from grader.secrets.signs import SECRET_NAMES, of_a_package
from grader.units import show_size

VERSION = 1
"""Of what is kept; another one makes it another search."""
MAX_BYTES = 1_000_000_000
MAX_SECONDS = 120.0
MAX_FOUND = 50

Found = tuple[str, str]
"""What it is, and the path of the file."""


def named_files(listing: Listing) -> list[Found]:
    """The files that are called like a secret one and hold something."""
    return [
        (f"a file called {name}", entry.path)
        for entry in listing.entries
        if (name := entry.path.rpartition("/")[2]) in SECRET_NAMES
        and (entry.kind == "hardlink" or (entry.kind == "file" and entry.size_bytes > 0))
        and not of_a_package(entry.path)
    ]


def too_large(listing: Listing) -> str | None:
    """Why a layer is not searched, in words for who made it; None where it can be."""
    size = sum(entry.size_bytes for entry in listing.entries if entry.kind == "file")
    if size > MAX_BYTES:
        return f"a layer holds {show_size(size)}, and more than {show_size(MAX_BYTES)} are not searched"
    return listing.excess


def search_layer(tree: LayerTree, listing: Listing, search: Search) -> list[Found]:
    """What the files of the layer hold, MAX_FOUND at most. EngineFailureError, LayerExcessError."""
    found: list[Found] = []
    deadline = time.monotonic() + MAX_SECONDS
    for entry in listing.entries:
        found += [(what, entry.path) for what in search.in_text(f"{entry.path}\n{entry.target}")]
        if entry.kind == "file":
            pieces = _until(deadline, tree.chunks(entry.path))
            found += [(what, entry.path) for what in search.in_file(entry.path, pieces)]
        if len(found) >= MAX_FOUND:
            break
    return found[:MAX_FOUND]


def keep_found(diff_id: str, search: Search, found: Sequence[Found]) -> None:
    """Keep what a layer holds of these values; the values themselves are not kept."""
    keep(_name(diff_id, search), found)


def kept_found(diff_id: str, search: Search) -> list[Found] | None:
    """What is known of the layer; None where nothing is."""
    with suppress(TypeError, ValueError):
        return [(str(what), str(path)) for what, path in read_kept(_name(diff_id, search))]
    return None


def _name(diff_id: str, search: Search) -> str:
    told = json.dumps([diff_id, [[each.name, each.value] for each in search.values]])
    return f"secrets-{VERSION}/{hashlib.sha256(told.encode()).hexdigest()}"


def _until(deadline: float, pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        if time.monotonic() > deadline:
            raise EngineFailureError(f"searching a layer for secrets took longer than {MAX_SECONDS:.0f} s")
        yield piece
