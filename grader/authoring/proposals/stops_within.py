"""An application that ends by itself when it is told to."""

from collections.abc import Iterator

from grader.authoring.drafting.pair import Pair
from grader.authoring.drafting.proposal import Proposal


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by a stop signal that kills at once."""
    port = {"port": pair.port} if pair.port else {}
    yield Proposal("stops", {"within": "5s", **port}, [pair.solution.append("STOPSIGNAL SIGKILL")])
