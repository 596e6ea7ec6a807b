"""Kept evidence, judged by a changed spec."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from grader.challenge import Challenge
from grader.classroom.journal import Journal
from grader.classroom.rescore import NOTHING_KEPT, rescore
from grader.classroom.work import Graded
from grader.criterion import Met
from tests.classroom.samples import CHALLENGE, graded
from tests.shipped import KINDS


def challenge(*names: str, points: int = 10, digest: str = "sha256:old") -> Challenge:
    """A challenge of these kinds, with the options of an example that is met."""
    made = []
    for name in names:
        kind = KINDS[name]
        options = next(one.options for one in kind.examples if one.outcome is Met)
        head = {"id": name.replace("_", "-"), "title": "t", "check": name, "points": points, "hint": "h"}
        made.append(kind.model_validate({**head, **options}))
    return CHALLENGE.model_copy(update={"criteria": tuple(made), "digest": digest})


def answers(name: str) -> dict[Any, Any]:
    """The facts of the example that is met."""
    return dict(next(one.facts for one in KINDS[name].examples if one.outcome is Met))


OLD = challenge("stage_count")


@pytest.fixture
def journal(tmp_path: Path) -> Any:
    """A journal with one result by the old spec."""
    with closing(Journal(tmp_path / "journal.sqlite", "demo")) as made:
        made.record("a", "sha256:old rest", "1", graded(answers("stage_count"), OLD), 1.5)
        yield made


def test_more_points(journal: Journal) -> None:
    """New points count at once, are kept, and are valid in the changed circumstances."""
    new = challenge("stage_count", points=25, digest="sha256:new")
    done = rescore(["a"], new, journal, "2")["a"]
    assert done.kept is not None
    assert (done.failure, done.kept.graded.report["score"], done.kept.seconds) == (None, 25, 1.5)
    kept = journal.result("a")
    assert kept is not None
    assert (kept.graded.report["score"], kept.circumstances) == (25, "sha256:new rest")
    assert kept.graded.evidence == done.kept.graded.evidence


def test_what_was_never_asked(journal: Journal) -> None:
    """A criterion that asks something new is broken; the earlier mark stays, here and in the journal."""
    done = rescore(["a"], challenge("stage_count", "image_size"), journal, "2")["a"]
    assert done.failure is not None
    assert "was not asked" in done.failure
    assert done.kept == journal.result("a")
    assert done.kept is not None
    assert (done.kept.run, done.kept.graded.report["score"]) == ("1", 10)


def test_nothing_kept(journal: Journal) -> None:
    """What was never graded cannot be judged."""
    done = rescore(["b"], OLD, journal, "2")["b"]
    assert (done.kept, done.failure) == (None, NOTHING_KEPT)


@pytest.mark.parametrize("change", [{"evidence": [{}]}, {"report": {"criteria": [], "outcome": "passed"}}])
def test_unreadable(journal: Journal, change: dict[str, Any]) -> None:
    """Evidence of another version keeps its mark, and does not stop the others."""
    journal.record("b", "sha256:old rest", "1", replace(graded(answers("stage_count"), OLD), **change), 1.0)
    done = rescore(["b", "a"], OLD, journal, "2")
    assert done["b"].failure is not None
    assert done["b"].kept is not None
    assert done["a"].failure is None


def test_every_kind() -> None:
    """Evidence that met a criterion meets it again after it was kept."""
    for name in KINDS:
        spec = challenge(name)
        made = graded(answers(name), spec)
        from grader.classroom.rescore import _judged

        assert isinstance(made, Graded)
        assert _judged(made, spec).report["criteria"] == made.report["criteria"], name
