"""Whether own layers hold a file of the build context, byte for byte."""

import hashlib
from collections.abc import Sequence
from itertools import islice

from grader.bench.builds import Builds
from grader.bench.listings import Listing, Listings
from grader.bench.own_layers import own_diff_ids
from grader.bench.reading import UnusableFileError
from grader.engine import LayerTree
from grader.engine.cache import keep, read_kept
from grader.evidence import BuildOptions, HeldFileFact

VERSION = 1
"""Of what is kept; another one makes it another look."""
MAX_BYTES = 5_000_000
MAX_COMPARED = 200
"""Files of the same size that are compared in one layer."""


def held_file(builds: Builds, listings: Listings, path: str, options: BuildOptions) -> HeldFileFact:
    """Where the file is; each layer is looked into once for the same bytes. Raises EngineFailureError."""
    try:
        content = builds.source.read(path, MAX_BYTES)
    except UnusableFileError:
        return HeldFileFact(())
    image = builds.image(options)
    own = own_diff_ids(builds, image, options)
    listed = dict(zip(own, listings.of(image, own), strict=True))
    wanted = {each: _of_size(listing, len(content)) for each, listing in listed.items()}
    found = {each: _kept(each, content) for each, paths in wanted.items() if paths}
    if missing := [each for each, paths in found.items() if paths is None]:
        with builds.engine.layers(image, missing) as trees:
            for each in missing:
                found[each] = _same(trees[each], wanted[each], content)
                keep(_name(each, content), found[each])
    excess = next((listing.excess for listing in listed.values() if listing.excess), None)
    return HeldFileFact(tuple(path for each in own for path in found.get(each) or ()), excess)


def _of_size(listing: Listing, size: int) -> list[str]:
    same = (each.path for each in listing.entries if each.kind == "file" and each.size_bytes == size)
    return list(islice(same, MAX_COMPARED))


def _same(tree: LayerTree, paths: Sequence[str], content: bytes) -> list[str]:
    return [path for path in paths if b"".join(tree.chunks(path)) == content]


def _kept(diff_id: str, content: bytes) -> list[str] | None:
    kept = read_kept(_name(diff_id, content))
    return [str(path) for path in kept] if isinstance(kept, list) else None


def _name(diff_id: str, content: bytes) -> str:
    told = diff_id.encode() + hashlib.sha256(content).digest()
    return f"held-{VERSION}/{hashlib.sha256(told).hexdigest()}"
