"""Every shipped challenge proves itself, and a kind that always says met is found out."""

import os
import shutil
from pathlib import Path

import pytest

from grader.authoring.kept import KeptTrials, measuring_code
from grader.authoring.scaffold import write_challenge
from grader.authoring.trials import mistakes
from grader.authoring.verify import Proof, verify
from grader.challenge import Catalogue, load_challenge
from grader.criterion import Criterion, Met
from grader.engine import Engine
from grader.evidence import KeptAnswers
from grader.grading import Grading
from tests.shipped import KINDS

pytestmark = pytest.mark.engine

JOBS = 2 * (os.cpu_count() or 1)
"""Most of the time is waiting for containers."""


@pytest.fixture(scope="module")
def proofs(engine: Engine, request: pytest.FixtureRequest) -> list[Proof]:
    """All challenges, verified once for all tests of this file.

    What this very code has measured within a day is not measured again, but in CI.
    """
    cache = request.config.cache
    assert engine.is_alive()
    assert cache is not None
    folder = cache.mkdir("trials") / measuring_code()
    for other in folder.parent.iterdir():
        if other != folder:
            shutil.rmtree(other)
    challenges = [load_challenge(file) for file in Catalogue().files.values()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        kept = KeptTrials(engine, again=bool(os.environ.get("CI")))
        return verify(challenges, JOBS, lambda _tried: None, kept)


def test_every_challenge_is_proven(proofs: list[Proof]) -> None:
    """The solution meets all, the starter fails as declared, each wrong variant breaks its criterion."""
    wrong = [
        f"{proof.challenge.id}, {tried.trial.name}: {mistake}"
        for proof in proofs
        for tried in proof.tried
        for mistake in tried.mistakes
    ]
    assert wrong == []
    assert [problem for proof in proofs for problem in proof.problems] == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_that_is_always_met_is_found_out(
    proofs: list[Proof], kind: type[Criterion], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its check, each kind turns the proof of every challenge that uses it red, on the same evidence.

    Where the Dockerfile alone had decided, the rest was never asked: without the check it would be.
    """
    used = {proof.challenge.id for proof in proofs for one in proof.challenge.criteria if type(one) is kind}
    assert used, f"no shipped challenge uses {kind.kind()}"
    monkeypatch.setattr(kind, "judge", lambda _self, _facts: Met("always"))
    monkeypatch.setattr(kind, "screen", lambda _self, _facts: None)
    red = set()
    for proof in proofs:
        for tried in proof.tried:
            bench = KeptAnswers(tried.graded.evidence)
            found = mistakes(tried.trial, list(Grading(proof.challenge.criteria, bench).verdicts()))
            red |= {proof.challenge.id for one in found if "it is met" in one or "was not asked" in one}
    assert used <= red


def test_a_new_challenge_is_proven(tmp_path: Path, engine: Engine) -> None:
    """What `grader new` writes verifies green as it is."""
    assert engine.is_alive()
    write_challenge("07-caching", Catalogue(tmp_path))
    challenge = load_challenge(tmp_path / "challenges" / "07-caching" / "challenge.yaml")
    assert verify([challenge], JOBS, lambda _tried: None)[0].holds
