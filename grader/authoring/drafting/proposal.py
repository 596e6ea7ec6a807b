"""A criterion that might be, and how to break it."""

from collections.abc import Mapping, Sequence
from typing import Any

from grader.authoring.drafting.pair import Wrong
from grader.criterion import Criterion
from grader.text import one_line
from grader.values import Value, field

HINT = "TODO: write what to try when this is not met."
"""The draft's: its author is to write it."""
MAX_WRONG = 4
"""Wrong variants that are tried for one criterion."""


class Proposal(Value):
    """Options of a kind, a name for the criterion, and wrong variants that may break it, best first."""

    name: str
    options: Mapping[str, Any] = field(default_factory=dict)
    wrong: Sequence[Wrong] = ()
    title: str = ""
    """What the kind itself says by default."""


class Proposed(Value):
    """A proposal as its kind takes it; `fields` are what challenge.yaml says of it, in order."""

    criterion: Criterion
    fields: Mapping[str, Any]
    wrong: tuple[Wrong, ...]

    @property
    def id(self) -> str:
        """The criterion's id."""
        return self.criterion.id

    def requiring(self, other: "Proposed") -> "Proposed":
        """The same, which counts only once the other one is met."""
        fields = {**self.fields, "requires": [other.id]}
        return Proposed(type(self.criterion).model_validate(fields), fields, self.wrong)


def as_criterion(kind: type[Criterion], proposal: Proposal, name: str) -> Proposed | None:
    """The proposal as a criterion of this id; None where the kind does not take its options."""
    head = {"id": name, "title": "-", "check": kind.kind(), **proposal.options, "points": 1, "hint": HINT}
    try:
        expected = one_line(proposal.title or kind.model_validate(head).expected, 120)
        fields = {**head, "title": f"{expected[:1].upper()}{expected[1:]}"}
        return Proposed(kind.model_validate(fields), fields, tuple(proposal.wrong)[:MAX_WRONG])
    except ValueError:
        return None
