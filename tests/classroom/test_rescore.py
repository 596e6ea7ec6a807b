"""Kept evidence, judged by a changed spec."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from grader.challenge import Challenge
from grader.classroom.done import Failed, Kept
from grader.classroom.journal import Journal
from grader.classroom.rescore import NOTHING_KEPT, judge_again, rescore
from grader.criterion import Met
from grader.evidence import BenchSummary, Blocked, KeptAnswers
from grader.grading import Grading
from grader.report import make_report
from tests.classroom.samples import CHALLENGE, graded, result
from tests.criteria.made import made
from tests.report.samples import NO_PACKAGE
from tests.shipped import KINDS


def challenge(*names: str, points: int = 10, digest: str = "sha256:old") -> Challenge:
    """A challenge of these kinds, with the options of an example that is met."""
    criteria = []
    for name in names:
        options = next(one.options for one in KINDS[name].examples if one.outcome is Met)
        criteria.append(made(KINDS[name], id=name.replace("_", "-"), points=points, **options))
    return CHALLENGE.model_copy(update={"criteria": tuple(criteria), "digest": digest})


def answers(name: str) -> dict[Any, Any]:
    """The facts of the example that is met."""
    example = next(one for one in KINDS[name].examples if one.outcome is Met)
    return dict(example.known(made(KINDS[name], **example.options).questions()).answers)


OLD = challenge("stage_count")


@pytest.fixture
def journal(tmp_path: Path) -> Any:
    """A journal with one result by the old spec."""
    with closing(Journal(tmp_path / "journal.sqlite", "demo")) as opened:
        record(opened, "a")
        yield opened


def record(journal: Journal, content: str) -> None:
    """Keep a result by the old spec."""
    old = graded(answers("stage_count"), OLD)
    journal.record(content, result(old.report, circumstances="sha256:old rest", run="1"), old.evidence)


def test_more_points(journal: Journal) -> None:
    """New points count at once, are kept, and are valid in the changed circumstances."""
    new = challenge("stage_count", points=25, digest="sha256:new")
    done = rescore("a", new, journal, "2")
    assert isinstance(done, Kept)
    assert (done.result.report.score, done.result.circumstances) == (25, "sha256:new rest")
    assert journal.result("a") == done.result
    assert journal.evidence("a") == answers("stage_count")
    assert done.result.report.attachments.build_log == "built\n"


def test_what_was_never_asked(journal: Journal) -> None:
    """A criterion that asks something new is broken; the earlier mark stays, here and in the journal."""
    done = rescore("a", challenge("stage_count", "image_size"), journal, "2")
    assert isinstance(done, Failed)
    assert "was not asked" in done.reason
    assert done.earlier is not None
    assert (done.earlier, done.earlier.run) == (journal.result("a"), "1")


def test_nothing_kept(journal: Journal) -> None:
    """What was never graded cannot be judged."""
    assert rescore("b", OLD, journal, "2") == Failed(reason=NOTHING_KEPT)


@pytest.mark.parametrize("text", ["[{}]", "{", "null"])
def test_unreadable(journal: Journal, tmp_path: Path, text: str) -> None:
    """Evidence of another version keeps its mark, and does not stop the others."""
    record(journal, "b")
    with closing(sqlite3.connect(tmp_path / "journal.sqlite")) as database, database:
        database.execute("UPDATE results SET evidence = ? WHERE content = 'b'", (text,))
    done = rescore("b", OLD, journal, "2")
    assert isinstance(done, Failed)
    assert (done.earlier, "cannot be read" in done.reason) == (journal.result("b"), True)
    assert isinstance(rescore("a", OLD, journal, "2"), Kept)


def test_every_kind(journal: Journal) -> None:
    """Evidence that met a criterion meets it again after it was kept."""
    for name in KINDS:
        spec = challenge(name)
        made = graded(answers(name), spec)
        journal.record(name, result(made.report), made.evidence)
        assert judge_again(made.report, journal.evidence(name), spec).report == made.report, name


@pytest.mark.parametrize("as_handed_in", [True, False])
def test_no_command_that_builds_other_files(tmp_path: Path, *, as_handed_in: bool) -> None:
    """What was graded with given files in the place of the learner's has no command afterwards either."""
    spec = challenge("image_size")
    failed = dict.fromkeys(answers("image_size"), Blocked("build", "it failed", cause=NO_PACKAGE))
    verdicts = list(Grading(spec.criteria, KeptAnswers(failed)).verdicts())
    report = make_report(spec, str(tmp_path), verdicts, BenchSummary(as_handed_in=as_handed_in))
    (told,) = judge_again(report, failed, spec).report.causes
    assert bool(told.command) is as_handed_in
