"""How many times smaller the image is than the starter's, or than that of a variant."""

import math
from collections.abc import Iterator

from grader.authoring.drafting.limits import filler
from grader.authoring.drafting.pair import Pair
from grader.authoring.drafting.proposal import Proposal
from grader.authoring.drafting.variants import variants
from grader.evidence import BuildOptions, ImageSize

NOTEWORTHY = 1.2
"""A ratio below which the sizes are about the same."""


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by a file of zeros that makes the image too large."""
    side = pair.solution
    small, large = (each.ask(ImageSize()) for each in (side, pair.starter))
    if small and large and large.size_bytes >= NOTEWORTHY * small.size_bytes:
        factor = max(1.0, math.floor(large.size_bytes / small.size_bytes * 0.85 * 2) / 2)
        start = {"counts_start": True} if pair.port else {}
        wrong = filler(side, int(large.size_bytes / factor) - small.size_bytes)
        yield Proposal("smaller-than-starter", {"than": "starter", "factor": factor, **start}, wrong)
    for stage in variants(side.dockerfile):
        other = side.ask(ImageSize(BuildOptions(stage.name)))
        final = side.dockerfile.final.name
        if small and other and final and other.size_bytes > small.size_bytes:
            wrong = filler(side, other.size_bytes - small.size_bytes)
            yield Proposal(f"smaller-than-{stage.name}", {"target": final, "than": stage.name}, wrong)
