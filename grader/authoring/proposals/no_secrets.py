"""An image without passwords, tokens and keys."""

from collections.abc import Iterator

from grader.authoring.drafting.pair import Pair
from grader.authoring.drafting.proposal import Proposal


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by a password in ENV."""
    yield Proposal("no-secrets", {}, [pair.solution.append("ENV API_TOKEN=made-up-for-this-exercise")])
