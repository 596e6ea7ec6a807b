"""A limit for the image's size, between the solution's and the starter's."""

from collections.abc import Iterator

from grader.authoring.drafting.limits import between, filler
from grader.authoring.drafting.pair import Pair
from grader.authoring.drafting.proposal import Proposal
from grader.evidence import ImageSize
from grader.units import parse_size


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by a file of zeros that fills the image up to the limit."""
    small, large = (side.ask(ImageSize()) for side in (pair.solution, pair.starter))
    limit = between(small.size_bytes, large.size_bytes) if small and large else None
    if small is None or limit is None:
        return
    start = {"counts_start": True} if pair.port else {}
    wrong = filler(pair.solution, parse_size(limit) - small.size_bytes)
    yield Proposal("image-size", {"under": limit, **start}, wrong)
