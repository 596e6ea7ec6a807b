"""As many stages as the solution's image is made from."""

from collections.abc import Iterator

from grader.authoring.drafting.flattened import flattened
from grader.authoring.drafting.pair import Pair
from grader.authoring.drafting.proposal import Proposal
from grader.dockerfile.meaning.made_from import made_from


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by the same steps in a single stage, on the last stage's base or on the first one's."""
    side = pair.solution
    stages = made_from(side.dockerfile)
    if len(stages) > 1:
        bases = dict.fromkeys([stages[-1].image, stages[0].image])
        texts = [flattened(side.script, base) for base in bases]
        wrong = [side.rewritten(text) for text in texts if text]
        yield Proposal("stages", {"at_least": len(stages)}, wrong)
