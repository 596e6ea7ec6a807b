"""How rare it is in a class that two submissions say the same.

What a statement weighs is told by all others of the class: the two themselves are left out, since what they
have in common is the question. Statements that others, too, make together count as one idea, not each for
itself. What only one of the two says speaks against them.
"""

from collections.abc import Iterable, Mapping
from math import log2

from grader.likeness.model import Statement

FEWEST = 10
"""Submissions that a class needs, so that something in it can be rare."""
DOUBT = 3.0
"""Two statements are taken for one idea as far as more others than so many make both."""
AGAINST = 1.0
"""Bits that go for each statement that only one of the two makes."""
MOST_WEIGHED = 60
"""Shared statements that are weighed, the rarest."""


class Rarity:
    """The statements of a class by who makes them: `holders` has one bit for each of `size` submissions.

    `enough` is what two must share in bits so that chance alone brings less than one such pair in a class;
    None where the class is too small to tell.
    """

    def __init__(self, holders: Mapping[Statement, int], size: int) -> None:
        self._holders, self._size = holders, size
        self.counts = {statement: bits.bit_count() for statement, bits in holders.items()}
        self.enough = log2(size * (size - 1) / 2) if size >= FEWEST else None

    def alone(self, statement: Statement) -> float:
        """The bits of a statement that two share, for itself."""
        return -log2(self._chance(statement))

    def together(self, shared: Iterable[Statement]) -> float:
        """The bits of all that two share: each statement as far as none before it brings it along."""
        ordered = sorted(shared, key=lambda one: (self.counts[one], one))[:MOST_WEIGHED]
        ordered.reverse()  # what many say comes first: it may explain what fewer say
        bits = 0.0
        for at, statement in enumerate(ordered):
            chance = self._chance(statement)
            given = (self._chance_given(statement, other, chance) for other in ordered[:at])
            bits -= log2(max([chance, *given]))
        return bits

    def _chance(self, statement: Statement) -> float:
        """That somebody makes a statement, as the others do; one is added, since unseen is not impossible."""
        return (self.counts[statement] - 1) / (self._size - 1)

    def _chance_given(self, statement: Statement, other: Statement, chance: float) -> float:
        """That somebody makes it who makes another one, too, as the others do."""
        both = (self._holders[statement] & self._holders[other]).bit_count() - 2
        return (both + DOUBT * chance) / (self.counts[other] - 2 + DOUBT)
