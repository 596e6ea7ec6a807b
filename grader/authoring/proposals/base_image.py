"""The image that the solution's last stage starts from."""

from collections.abc import Iterator

from grader.authoring.drafting.pair import Pair
from grader.authoring.drafting.proposal import Proposal


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by the starter's base, or by another image that either Dockerfile names."""
    side = pair.solution
    final = side.dockerfile.final
    if final.image == "scratch":
        return
    named = [pair.starter.dockerfile.final.image, *side.dockerfile.external_images]
    named += pair.starter.dockerfile.external_images
    others = [image for image in dict.fromkeys(named) if image not in (final.image, "scratch")]
    wrong = [side.rewritten(side.script.with_base(final, image)) for image in others]
    yield Proposal("base-image", {"image": final.image}, wrong)
