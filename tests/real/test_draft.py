"""A challenge drafted from its two ends, on a real engine."""

import shutil
from pathlib import Path

import pytest

from grader.authoring import scaffold
from grader.authoring.drafting.drafting import Order, draft
from grader.authoring.kept import KeptTrials
from grader.authoring.verify import verify
from grader.challenge import load_challenge
from grader.engine import Engine

pytestmark = pytest.mark.engine

NEW = Path(scaffold.__file__).with_name("new")


def _folder(folder: Path, more: str = "") -> Path:
    """The application of a new challenge, with more lines in its Dockerfile."""
    folder.mkdir()
    (folder / "Dockerfile").write_text((NEW / "starter.Dockerfile").read_text() + more)
    shutil.copy(NEW / "app.py", folder)
    return folder


def test_a_drafted_challenge_is_proven(tmp_path: Path, engine: Engine) -> None:
    """What only the solution does is a criterion, what both do is a comment, and all of it proves itself."""
    starter, solution = _folder(tmp_path / "begin"), _folder(tmp_path / "end", "USER nobody\n")
    order = Order(
        starter=starter, solution=solution, course=tmp_path / "course", challenge_id="x", build="60s"
    )
    drafted = draft(order, lambda _text: None)
    assert [one.id for one in drafted.criteria] == ["settings", "non-root"]
    assert {"answers-health", "stops"} <= {one.id for one in drafted.both}
    challenge = load_challenge(tmp_path / "course" / "challenges" / "x" / "challenge.yaml")
    assert challenge.max_score == 100
    assert challenge.learner == ("Dockerfile", ".dockerignore")
    assert all(proof.holds for proof in verify([challenge], 2, lambda _tried: None, KeptTrials(engine)))
