"""Instructions that only the starter has, and those that only the solution has."""

from collections.abc import Iterator

from grader.authoring.drafting.borrowed import borrowed
from grader.authoring.drafting.pair import Pair
from grader.authoring.drafting.proposal import Proposal

UNWANTED = ("ADD", "MAINTAINER", "ONBUILD", "VOLUME", "SHELL")
WANTED = ("LABEL", "STOPSIGNAL", "VOLUME", "ENTRYPOINT", "ONBUILD", "SHELL")


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by the starter's instruction in a stage that nothing uses, or by leaving out the solution's."""
    side, theirs = pair.solution, pair.starter.dockerfile.instructions
    for keyword in UNWANTED:
        found = [item for item in theirs if item.keyword == keyword]
        if found and not any(item.keyword == keyword for item in side.dockerfile.instructions):
            wrong = borrowed(pair, found[0].line)
            options = {"absent": keyword, "stage": "any"}
            yield Proposal(f"no-{keyword.lower()}", options, [wrong] if wrong else [])
    final = side.dockerfile.executed_in_lineage(side.dockerfile.final)
    for keyword in WANTED:
        items = [item for item in final if item.keyword == keyword]
        if items:
            wrong = side.rewritten(side.script.without(*items))
            yield Proposal(keyword.lower(), {"present": keyword}, [wrong])
