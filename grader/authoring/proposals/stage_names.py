"""The names of the solution's stages, and which one is last."""

from collections.abc import Iterator
from typing import Any

from grader.authoring.drafting.pair import Pair
from grader.authoring.drafting.proposal import Proposal
from grader.dockerfile.meaning.made_from import made_from


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by another name of a stage: of one that nothing else asks for, if there is one."""
    side = pair.solution
    stages, used = side.dockerfile.stages, made_from(side.dockerfile)
    names = [stage.name for stage in stages]
    if not all(names) or (len(names) == 1 and names[0] is None):
        return
    variants = [stage.name for stage in stages if stage not in used]
    options: dict[str, Any] = {"names": names, **({"targets": variants} if variants else {})}
    if len(names) > 1:
        options["last"] = names[-1]
    inner = [stage for stage in used if stage is not side.dockerfile.final]
    renamed = [side.script.renamed(stage, f"{stage.name}-renamed") for stage in (*inner, *stages)]
    yield Proposal("stage-names", options, [side.rewritten(text) for text in dict.fromkeys(renamed)])
