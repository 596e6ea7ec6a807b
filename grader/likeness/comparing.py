"""A class, compared: its approaches, and the pairs that share more than chance explains."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from grader.likeness.model import Approach, Likeness, Pair, Said, Shared, Statement
from grader.likeness.rarity import AGAINST, Rarity

MOST_PAIRS = 1_000

Set = frozenset[Statement]
Alike = Mapping[Set, Sequence[str]]
"""The submissions by the set of their statements: equal sets are weighed once."""


def compare(said: Mapping[str, Said]) -> Likeness:
    """In what the submissions are alike; `said` is by their ids."""
    rarity = Rarity(_holders(said.values()), len(said))
    pairs = _pairs(said, rarity)
    return Likeness(
        compared=len(said),
        approaches=tuple(_approaches(said)),
        pairs=tuple(pairs[:MOST_PAIRS]),
        more_pairs=len(pairs[MOST_PAIRS:]),
        enough_bits=rarity.enough and round(rarity.enough, 1),
    )


def _approaches(said: Mapping[str, Said]) -> list[Approach]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, one in said.items():
        found[one.form].append(name)
    approaches = [
        Approach(submissions=tuple(names), statements=said[names[0]].statements) for names in found.values()
    ]
    return sorted(approaches, key=lambda one: -len(one.submissions))


def _holders(said: Iterable[Said]) -> dict[Statement, int]:
    holders: dict[Statement, int] = defaultdict(int)
    for at, one in enumerate(said):
        for statement in one.statements:
            holders[statement] |= 1 << at
    return holders


def _pairs(said: Mapping[str, Said], rarity: Rarity) -> list[Pair]:
    enough = rarity.enough
    if enough is None:
        return []
    alike: dict[Set, list[str]] = defaultdict(list)
    for name, one in said.items():
        alike[frozenset(one.statements)].append(name)
    found = [
        pair
        for one, other in _candidates(alike, rarity, enough)
        for pair in _weighed(one, other, alike, rarity)
    ]
    return sorted((pair for pair in found if pair.bits >= enough), key=lambda pair: -pair.bits)


def _candidates(alike: Alike, rarity: Rarity, enough: float) -> Iterator[tuple[Set, Set]]:
    """Pairs of sets that may be enough: statements weigh at least as much alone as together."""
    sets = list(alike)
    having: dict[Statement, list[int]] = defaultdict(list)
    for at, statements in enumerate(sets):
        against = [AGAINST * (len(statements) + len(other)) for other in sets[:at]]
        sums = [-bits for bits in against]
        for statement in statements:
            if places := having[statement]:
                bits = rarity.alone(statement) + 2 * AGAINST
                for place in places:
                    sums[place] += bits
            places.append(at)
        yield from ((sets[place], statements) for place, bits in enumerate(sums) if bits >= enough)
        if len(alike[statements]) > 1:
            yield statements, statements


def _weighed(one: Set, other: Set, alike: Alike, rarity: Rarity) -> Iterator[Pair]:
    both = sorted(one & other, key=lambda each: (rarity.counts[each], each))
    bits = rarity.together(both) - AGAINST * (len(one) + len(other) - 2 * len(both))
    shared = tuple(Shared(each, rarity.counts[each]) for each in both)
    names = combinations(alike[one], 2) if one is other else product(alike[one], alike[other])
    for pair in names:
        yield Pair(submissions=pair, shared=shared, statements=(len(one), len(other)), bits=round(bits, 1))
