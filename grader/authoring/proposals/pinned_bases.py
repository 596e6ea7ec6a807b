"""Versions in the names of images."""

from collections.abc import Iterator

from grader.authoring.drafting.pair import Pair
from grader.authoring.drafting.proposal import Proposal

UNUSED = "FROM busybox AS unpinned"
"""A stage that no build of the image needs, so nothing is pulled for it."""


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by a stage that nothing uses, with a base that nobody pinned."""
    side = pair.solution
    text = side.script.before(side.dockerfile.final.line, UNUSED, "")
    yield Proposal("pinned-bases", {}, [side.rewritten(text)])
