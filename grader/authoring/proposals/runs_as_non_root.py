"""Processes that are not root's."""

from collections.abc import Iterator

from grader.authoring.drafting.pair import Pair
from grader.authoring.drafting.proposal import Proposal


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by USER root at the end."""
    yield Proposal("non-root", {}, [pair.solution.append("USER root")])
