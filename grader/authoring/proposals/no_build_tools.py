"""An image without compilers and other build tools."""

from collections.abc import Iterator

from grader.authoring.drafting.pair import Pair
from grader.authoring.drafting.proposal import Proposal
from grader.authoring.drafting.system_packages import install


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by make, installed at the end; where that cannot be fetched, by the command alone."""
    side = pair.solution
    command = install(side, "make")
    wrong = [side.as_root(command), side.as_root(f"({command}) || true")] if command else []
    yield Proposal("no-build-tools", {}, wrong)
