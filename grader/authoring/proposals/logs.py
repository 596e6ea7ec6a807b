"""What the solution writes to its log, and the starter does not; and the other way round."""

import shlex
from collections.abc import Iterator
from typing import Any

from grader.authoring.drafting.log_lines import LOG, only_in
from grader.authoring.drafting.pair import Pair, Wrong
from grader.authoring.drafting.proposal import Proposal
from grader.evidence import LogFact


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by output that Python keeps back, and by output that is thrown away."""
    own, theirs = pair.solution.ask(LOG), pair.starter.ask(LOG)
    if not isinstance(own, LogFact):
        return
    other = theirs.text if isinstance(theirs, LogFact) else ""
    said, unsaid = only_in(own.text, other)[:2], only_in(other, own.text)[:2]
    options: dict[str, Any] = {"contains": said} if said else {}
    options |= {"not_contains": unsaid} if unsaid else {}
    if said:
        port = {"port": pair.port} if pair.port else {}
        yield Proposal("log", {**options, "within": "10s", **port}, list(_wrong(pair)))


def _wrong(pair: Pair) -> Iterator[Wrong]:
    side, words = pair.solution, pair.solution.config.command
    if "PYTHONUNBUFFERED" in side.config.variables:
        yield side.append("ENV PYTHONUNBUFFERED=")
    if words and not side.config.entrypoint:
        yield side.append(f"CMD exec {shlex.join(words)} >/dev/null 2>&1")
