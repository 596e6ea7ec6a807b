"""Values of --build-arg that arrive in variables of the image."""

import re
from collections.abc import Iterator

from grader.authoring.drafting.pair import Pair, Side, Wrong
from grader.authoring.drafting.proposal import Proposal
from grader.authoring.drafting.settings import followed
from grader.authoring.drafting.variants import variants
from grader.dockerfile import Stage

SAMPLE = "7.31.4-draft"
_GIVEN_BY_BUILDER = re.compile(
    r"(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)|.*_PROXY|SOURCE_DATE_EPOCH", re.I
)


def propose(pair: Pair) -> Iterator[Proposal]:
    """For each ARG whose value an ENV takes over; broken by leaving the ARG out."""
    side = pair.solution
    final = side.dockerfile.final
    for stage in (final, *variants(side.dockerfile)):
        target = {} if stage is final else {"target": stage.name or ""}
        for variable, argument in followed(side.dockerfile, stage).items():
            if not _GIVEN_BY_BUILDER.fullmatch(argument):
                name = "-".join(["build-arg", *target.values()])
                options = {**target, "arguments": {argument: SAMPLE}, "env": {variable: SAMPLE}}
                yield Proposal(name, options, _without_argument(side, stage, argument))


def _without_argument(side: Side, stage: Stage, name: str) -> list[Wrong]:
    arguments = [
        item
        for part in side.dockerfile.lineage(stage)
        for item in part.instructions
        if item.keyword == "ARG" and len(item.words) == 1 and item.words[0].partition("=")[0] == name
    ]
    return [side.rewritten(side.script.without(*arguments))] if arguments else []
