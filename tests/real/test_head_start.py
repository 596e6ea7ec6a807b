"""A build that begins before an engine is asked."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.bench.given import given_in
from grader.bench.head_start import head_start
from grader.challenge import Challenge
from grader.engine import Engine
from grader.engine.buildkit import PLUGIN_FOLDERS
from grader.submission import GradingOptions, grade
from tests.real.conftest import ROOT

pytestmark = pytest.mark.engine

PLUGIN = next(filter(Path.is_file, (folder / "docker-buildx" for folder in PLUGIN_FOLDERS)), None)
"""The builder that is here."""


def test_it_goes_on(challenge: Challenge, submission: Path, engine: Engine) -> None:
    """The grading goes on with the build that has begun, and with its log; nothing of it is left."""
    if engine.about.builder != "buildx":
        pytest.skip("only buildx can begin without being asked")
    with head_start(submission, given_in(challenge.id)) as start:
        assert start is not None
        begun = start.run.begun
        report = grade(challenge, submission, GradingOptions(head_start=start)).report
        assert (report.score, start.run.begun) == (100, None)
    assert begun is not None
    assert begun.child.end() == 0
    assert "pip" in report.attachments.build_log
    assert engine.find_image(begun.order.tag) is None


@pytest.mark.parametrize("entry", [["grader", "grade"], ["pytest", "grader/", "--submission"]])
def test_a_grading_builds_once(
    challenge: Challenge, engine: Engine, tmp_path: Path, entry: list[str]
) -> None:
    """Both entries go on with the build that they have begun, and the builder's notes on it are gone."""
    if engine.about.builder != "buildx":
        pytest.skip("only buildx can begin without being asked")
    program = tmp_path / "cli-plugins" / "docker-buildx"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho called >>{tmp_path}/calls\nexec "{PLUGIN}" "$@"\n')
    program.chmod(0o755)
    environment = {**os.environ, "DOCKER_CONFIG": str(tmp_path)}
    words = [*entry, str(challenge.solution), "--challenge", challenge.id]
    done = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, env=environment, capture_output=True)
    assert done.returncode == 0, done.stdout
    assert (tmp_path / "calls").read_text() == "called\n"
    assert not (tmp_path / "buildx").exists()


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
