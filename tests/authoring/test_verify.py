"""Proving challenges, as far as it needs no engine."""

from pathlib import Path

import pytest

from grader.authoring.trials import Trial, trials
from grader.authoring.verify import verify
from grader.challenge.wrong_loader import load_wrong
from grader.errors import SpecError
from tests.classroom.samples import CHALLENGE


def test_mistakes_are_told_before_anything_is_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong.yaml that breaks its rules is not told minutes later, after other challenges."""
    (tmp_path / "wrong.yaml").write_text("wrnog: []\n")
    tried: list[object] = []
    monkeypatch.setattr("grader.side_by_side.SideBySide.grade", lambda *given: tried.append(given))
    mistaken = CHALLENGE.model_copy(update={"file": tmp_path / "challenge.yaml"})
    with pytest.raises(SpecError, match="wrnog"):
        verify([CHALLENGE, mistaken], 1, lambda _tried: None)
    assert tried == []


def test_variants_of_given_files(tmp_path: Path) -> None:
    """One that changes a given file is graded as if it were the learner's; the others are not."""
    variants = load_wrong(CHALLENGE)
    made = [trial for trial in trials(CHALLENGE, variants, tmp_path) if isinstance(trial, Trial)]
    whole = {trial.name for trial in made if trial.challenge.learner == ("**",)}
    assert whole == {"wrong 3: health-endpoint", "wrong 4: health-endpoint"}
