"""hadolint's rules by which the starter has findings, and the solution none."""

from collections.abc import Iterator

from grader.authoring.drafting.borrowed import borrowed
from grader.authoring.drafting.pair import Pair
from grader.authoring.drafting.proposal import Proposal
from grader.evidence import Lint

RULES = tuple(f"DL{number}" for number in (*range(3000, 3063), *range(4000, 4007)))
"""The rules of hadolint 2.12 and 2.13 for Dockerfiles (its README); those of ShellCheck are about shell."""
UNASKED = frozenset({"DL3006", "DL3007", "DL3008", "DL3013", "DL3016", "DL3018", "DL3057"})
"""Rules for pinning packages, which ages an exercise, and those that other kinds judge better."""


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by what the starter has there, in a stage that nothing uses."""
    asked = Lint(tuple(rule for rule in RULES if rule not in UNASKED))
    theirs, own = (side.ask(asked) for side in (pair.starter, pair.solution))
    if theirs is None or own is None:
        return
    kept = {finding.code for finding in own}
    found = {finding.code: finding for finding in theirs if finding.code not in kept}
    if found:
        wrong = [borrowed(pair, finding.line) for finding in found.values()]
        yield Proposal("lint", {"rules": sorted(found)}, [each for each in wrong if each])
