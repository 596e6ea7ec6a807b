"""A build that begins before an engine is asked."""

from pathlib import Path

import pytest

from grader.bench.head_start import head_start
from grader.challenge import Challenge
from grader.engine import Engine
from grader.submission import GradingOptions, grade

pytestmark = pytest.mark.engine


def test_it_goes_on(challenge: Challenge, submission: Path, engine: Engine) -> None:
    """The grading goes on with the build that has begun, and with its log; nothing of it is left."""
    if engine.about.builder != "buildx":
        pytest.skip("only buildx can begin without being asked")
    with head_start(submission) as start:
        assert start is not None
        begun = start.run.begun
        report = grade(challenge, submission, GradingOptions(head_start=start)).report
        assert (report.score, start.run.begun) == (100, None)
    assert begun is not None
    assert begun.child.end() == 0
    assert "pip" in report.attachments.build_log
    assert engine.find_image(begun.order.tag) is None


def test_what_nobody_goes_on_with(submission: Path, engine: Engine) -> None:
    """An image that was built for nothing is removed, too."""
    with head_start(submission) as start:
        assert start is not None
        begun = start.run.begun
        if begun is None:
            pytest.skip("only buildx can begin without being asked")
        assert begun.child.result(120).exit_code == 0
        assert engine.find_image(begun.order.tag) is not None
    assert engine.find_image(begun.order.tag) is None
