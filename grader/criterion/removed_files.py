"""What an own layer brings and a later one removes: a container does not see it, and it is shipped."""

from grader.criterion.finding import Finding, Unmet
from grader.criterion.own_layers import not_told_apart
from grader.criterion.provenance import Made
from grader.evidence import BaseImage, OwnLayersFact
from grader.text import first

TOO_MANY = "Copy only the files that the application needs."
_HINT = "Remove it in the RUN that brings it: what a later step removes stays in the layer below."


def left_in_layers(fact: OwnLayersFact, base: BaseImage) -> Finding | None:
    """What to tell of what the layers bring; None where that is nothing."""
    if fact.excess:
        return Unmet(fact.excess, TOO_MANY)
    told = [
        Made(entry.path, layer).told for layer in fact.layers for entry in layer.entries if entry.is_there
    ]
    if told and not base.is_prefix:
        return not_told_apart(base)
    return Unmet(f"{first(told, 5)}; a later layer removes it", _HINT) if told else None
