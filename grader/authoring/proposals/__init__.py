"""What each kind of criterion may be asked of a solution: one file for each kind, named as the kind.

A file has `propose`, which makes proposals from facts. It does not judge: the kind itself does, by the facts
of the solution and of the starter. A new file here is found by itself.
"""

import importlib
import pkgutil
from collections.abc import Iterator

from grader.authoring.drafting.pair import Pair
from grader.authoring.drafting.proposal import Proposal, Proposed, as_criterion
from grader.criteria import find_kind

__all__ = ["propose"]


def propose(pair: Pair) -> Iterator[Proposed]:
    """What may be asked of the solution, each with an id of its own."""
    taken: set[str] = set()
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda found: found.name):
        kind = find_kind(module.name)
        for proposal in _proposals(module.name, pair):
            made = as_criterion(kind, proposal, _free(proposal.name, taken)) if kind else None
            if made is not None:
                taken.add(made.id)
                yield made


def _proposals(name: str, pair: Pair) -> Iterator[Proposal]:
    yield from importlib.import_module(f"{__name__}.{name}").propose(pair)


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number behind it where it is taken."""
    numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(other for other in numbered if other not in taken)
