"""A last stage that installs no Python packages."""

from collections.abc import Iterator

from grader.authoring.drafting.pair import Pair
from grader.authoring.drafting.proposal import Proposal


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by pip, asked for what is there already; only where some stage installs with it."""
    side = pair.solution
    if "pip" in side.script.text:
        yield Proposal("installs-nothing", {}, [side.append("RUN python -m pip install --no-cache-dir pip")])
