"""What is written of proposals and trials."""

from grader.authoring.drafting.differences import changes_to
from grader.authoring.drafting.proposal import Proposal, Proposed, as_criterion
from grader.authoring.drafting.proving import Proof, untried, variant
from grader.criteria.no_secrets import NoSecretsKind

CHANGE = changes_to("FROM a\n", "FROM a\nENV TOKEN=abc\n")


def _one(name: str, *wrong: object) -> Proposed:
    made = as_criterion(NoSecretsKind, Proposal(name, {}, [CHANGE for _ in wrong]), name)
    assert made is not None
    return made


def test_what_is_not_proven_is_named_nowhere() -> None:
    """A variant that broke it, too, is written without it."""
    one, two, three = _one("one", 1), _one("two", 1), _one("three")
    proof = Proof({"one": variant("one", CHANGE, ["two", "three"]), "two": variant("two", CHANGE)})
    kept = proof.kept([one, two, three])
    assert kept == [one, two]
    assert [wrong.also for wrong in proof.final(kept)] == [("two",), ()]
    assert "no wrong variant" in proof.dropped(three)


def test_what_waits_for_one_that_is_not_proven() -> None:
    """It goes, too: its `requires` would name nothing."""
    one = _one("one")
    two = _one("two", 1).requiring(one)
    proof = untried([one, two])
    assert proof.kept([one, two]) == []
    assert proof.dropped(two) == "it requires one, which is not proven"


def test_what_the_solution_does_not_always_meet() -> None:
    """A trial of the solution says so, and it is no criterion."""
    one = _one("one", 1)
    proof = Proof({"one": variant("one", CHANGE)}, unsteady={"one": "on the solution, one must be met"})
    assert proof.kept([one]) == []
    assert proof.dropped(one).startswith("on the solution")
