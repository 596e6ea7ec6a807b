"""Variants that are built with --target."""

from collections.abc import Iterator

from grader.authoring.drafting.pair import Pair
from grader.authoring.drafting.proposal import Proposal
from grader.authoring.drafting.variants import variants


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by a step that fails at the end of a variant."""
    side = pair.solution
    found = variants(side.dockerfile)
    if not found:
        return
    last = side.dockerfile.final.name
    names = [*(stage.name for stage in found), *([last] if last else [])]
    wrong = [side.rewritten(side.script.at_end_of(stage, "RUN exit 1", "")) for stage in found]
    yield Proposal("targets-build", {"targets": names}, wrong)
