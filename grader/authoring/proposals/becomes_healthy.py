"""A health check by which the container becomes healthy."""

import re
from collections.abc import Iterator

from grader.authoring.drafting.pair import Pair
from grader.authoring.drafting.proposal import Proposal
from grader.shell.health import health_text

_PATH = re.compile(r"(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d+)?(/[\w./-]*)")


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by none at all, and by one that cannot fail."""
    side = pair.solution
    if side.config.healthcheck[:1] in {(), ("NONE",)}:
        return
    asked = _PATH.search(health_text(side.config.healthcheck))
    asks = {"asks": asked[1]} if asked else {}
    wrong = [side.append("HEALTHCHECK NONE"), side.append("HEALTHCHECK --interval=2s CMD true")]
    yield Proposal("becomes-healthy", {**asks, "within": "60s"}, wrong)
