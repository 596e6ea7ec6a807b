"""Submissions that are graded side by side."""

from pathlib import Path

import pytest

from grader.challenge import Catalogue
from grader.side_by_side import SideBySide
from grader.submission import GradingOptions
from tests.fake_engine import BASE, FakeEngine


@pytest.mark.parametrize(
    ("challenge_id", "first"),
    [
        ("03-production-image", {b"FROM python:3.11\n", b"FROM python:3.11-slim\n"}),
        ("02-multi-stage-builds", set()),
    ],
)
def test_bases_are_taken_in_first(challenge_id: str, first: set[bytes]) -> None:
    """Where it is asked what is built again, each base is built from alone, once, before the submissions."""
    challenge, together = Catalogue().load(challenge_id), SideBySide()
    engine = FakeEngine(images={"python:3.11": BASE, "python:3.11-slim": BASE})
    options = GradingOptions(engine=engine, only=())
    for _ in range(2):
        with together.grading(challenge, challenge.solution, options):
            pass
    assert {order.text for order in engine.orders} == first
    assert len(engine.orders) == len(first)


def test_a_submission_without_bases(tmp_path: Path) -> None:
    """What cannot be read takes nothing in; the grading itself tells why."""
    engine, together = FakeEngine(), SideBySide()
    (tmp_path / "Dockerfile").write_text("FROM\n")
    challenge = Catalogue().load("03-production-image")
    with together.grading(challenge, tmp_path, GradingOptions(engine=engine, only=())):
        assert engine.orders == []
