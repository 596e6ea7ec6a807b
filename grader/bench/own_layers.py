"""What each own layer adds, and the instruction that made it."""

from collections.abc import Iterator, Sequence
from itertools import islice

from grader.bench.bases import base_layers
from grader.bench.builds import Builds
from grader.bench.image_tree import ImageTree
from grader.bench.layers import history
from grader.bench.listings import Listing, Listings
from grader.bench.patterns import pattern_expression
from grader.engine.model import Image, LayerExcessError
from grader.errors import EngineFailureError
from grader.evidence import BuildOptions, HistoryEntry, LayerEntry, OwnLayer, OwnLayersFact
from grader.evidence.history import CHANGE_FILES, layer_makers, read_step
from grader.evidence.layers import MAX_MATCHES

Maker = tuple[str | None, int | None]


def own_layers(
    builds: Builds, listings: Listings, image: Image, patterns: Sequence[str], options: BuildOptions
) -> OwnLayersFact:
    """The layers above the base; all, where no base is proven. Raises EngineFailureError."""
    own = own_diff_ids(builds, image, options)
    makers = layer_instructions(builds, image, options)[len(image.layers) - len(own) :]
    found = listings.of(image, own)
    return OwnLayersFact(
        tuple(
            _layer(diff_id, maker, listing, patterns)
            for diff_id, maker, listing in zip(own, makers, found, strict=True)
        )
    )


def image_tree(builds: Builds, listings: Listings, image: Image, options: BuildOptions) -> ImageTree:
    """All layers laid over each other.

    Raises LayerExcessError where an own layer holds too much, EngineFailureError where the base does.
    """
    own, found = own_diff_ids(builds, image, options), listings.of(image, image.layers)
    for diff_id, listing in zip(image.layers, found, strict=True):
        if listing.excess:
            text = f"a layer of the image cannot be looked through: {listing.excess}"
            raise LayerExcessError(text) if diff_id in own else EngineFailureError(text)
    return ImageTree(listing.entries for listing in found)


def own_diff_ids(builds: Builds, image: Image, options: BuildOptions) -> tuple[str, ...]:
    """The DiffIDs of the layers above the base image, from the oldest on."""
    return image.layers[len(base_layers(builds.bases.find, builds.base(image, options))) :]


def layer_instructions(builds: Builds, image: Image, options: BuildOptions) -> list[Maker]:
    """For each layer of the image the instruction that made it and its line, as far as they are known."""
    entries = history(builds, image, options)
    makers = layer_makers(entries, len(image.layers))
    if makers is None:
        return [(None, None)] * len(image.layers)
    lines = _lines(builds, entries, options)
    return [(entries[index].instruction, lines.get(index)) for index in makers]


def _lines(builds: Builds, entries: Sequence[HistoryEntry], options: BuildOptions) -> dict[int, int]:
    """The lines of own history entries; none where the Dockerfile does not have just the same steps."""
    dockerfile = builds.source.dockerfile_with(options)
    stage = dockerfile.stage(options.target) or dockerfile.final
    written = [item for item in dockerfile.executed_in_lineage(stage) if item.keyword in CHANGE_FILES]
    steps = [(index, read_step(entry.created_by).keyword) for index, entry in enumerate(entries) if entry.own]
    made = [(index, keyword) for index, keyword in steps if keyword in CHANGE_FILES]
    if [item.keyword for item in written] != [keyword for _, keyword in made]:
        return {}
    return {index: item.line for (index, _), item in zip(made, written, strict=True)}


def _layer(diff_id: str, maker: Maker, listing: Listing, patterns: Sequence[str]) -> OwnLayer:
    matching = tuple(islice(_matching(listing, patterns), MAX_MATCHES))
    privileged = tuple(islice((entry for entry in listing.entries if entry.raises_privileges), MAX_MATCHES))
    return OwnLayer(diff_id, *maker, matching, privileged, listing.excess)


def _matching(listing: Listing, patterns: Sequence[str]) -> Iterator[LayerEntry]:
    expressions = [pattern_expression(pattern) for pattern in patterns]
    for entry in listing.entries:
        if any(expression.fullmatch(entry.path) for expression in expressions):
            yield entry
