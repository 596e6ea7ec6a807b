"""Approaches and pairs of a class."""

from pathlib import Path

from grader.likeness import Likeness, Said
from grader.likeness.comparing import compare
from grader.likeness.said import Reader
from tests.likeness.classes import copied, honest, write
from tests.likeness.made import says

USUAL = ("FROM a", "RUN b", "COPY c")
OWN = tuple(f"RUN own {number}" for number in range(6))


def class_of(size: int, *others: Said) -> Likeness:
    """A class in which so many say the usual and something of their own, and then these."""
    usual = {f"u{number}": says(*USUAL, f"RUN {number}") for number in range(size)}
    return compare(usual | {f"o{number}": one for number, one in enumerate(others)})


def names(likeness: Likeness) -> list[tuple[str, str]]:
    """The pairs' ids."""
    return [pair.submissions for pair in likeness.pairs]


def test_approaches() -> None:
    """Equal normal forms are one approach, the most common one first."""
    found = compare({"a": says("x"), "b": says("y"), "c": says("y"), "d": says()}).approaches
    assert [one.submissions for one in found] == [("b", "c"), ("a",), ("d",)]
    assert [str(one) for one in found[0].statements] == ["y"]


def test_pair() -> None:
    """Two who share what nobody else says are a pair, with what they share, the rarest first."""
    found = class_of(30, says(*USUAL, *OWN), says("FROM a", *OWN, "RUN z"))
    (pair,) = found.pairs
    assert pair.submissions == ("o0", "o1")
    assert [(str(one.statement), one.count) for one in pair.shared][-2:] == [("RUN own 5", 2), ("FROM a", 32)]
    assert pair.statements == (9, 8)
    assert pair.bits >= (found.enough_bits or 0) > 0


def test_same_approach_is_a_pair_where_it_is_rare() -> None:
    """Two of one approach are a pair where nobody else comes near it; those of a common one are not."""
    assert names(class_of(30, says(*OWN), says(*OWN))) == [("o0", "o1")]
    assert names(class_of(30, *[says(*OWN)] * 12)) == []


def test_one_idea_counts_once() -> None:
    """What several others say together, too, is an idea that goes around."""
    others = [says(*USUAL, *OWN, f"RUN mine {number}") for number in range(8)]
    assert names(class_of(30, *others)) == []


def test_differences_speak_against_it() -> None:
    """Two who share some and differ in much more are no pair."""
    shared = OWN[:3]
    near = class_of(30, says(*USUAL, *shared), says(*USUAL, *shared))
    far = [says(*shared, *(f"RUN {who} {number}" for number in range(12))) for who in "ab"]
    assert (names(near), names(class_of(30, *far))) == ([("o0", "o1")], [])


def test_small_class() -> None:
    """In a small class nothing can be told to be rare."""
    assert class_of(7, says(*OWN), says(*OWN)).enough_bits is None
    assert (compare({}).compared, compare({}).approaches) == (0, ())


def test_hidden_copies_are_found(tmp_path: Path) -> None:
    """Of a made-up class, most hidden copies are pairs or of one approach, and no honest ones are."""
    files = {f"h{seed}": honest(seed) for seed in range(120)}
    files |= {f"c{seed}": copied(files[f"h{seed}"], seed, change=seed % 3) for seed in range(12)}
    reader = Reader(("Dockerfile", ".dockerignore"))
    found = compare({name: reader.read(write(tmp_path / name, each)) for name, each in files.items()})
    known = {(f"h{seed}", f"c{seed}") for seed in range(12)}
    same = {one.submissions for one in found.approaches if len(one.submissions) == 2}
    assert len(known & {*names(found), *same}) >= 8
    assert set(names(found)) <= known
