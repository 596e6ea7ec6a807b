"""A course whose challenge needs no engine, and the step that grades a repository against it."""

from pathlib import Path

import pytest

from tests.ci.step import Step

SPEC = """
id: demo
title: Demo
criteria:
  - {id: two-stages, title: Two stages, check: stage_count, at_least: 2, points: 60, hint: Add one.}
  - {id: pinned, title: Pinned, check: pinned_bases, points: 40, hint: Add a tag.}
"""
GOOD = "FROM python:3.11 AS builder\nFROM python:3.11-slim\nCOPY --from=builder /a /a\n"
"""Meets both criteria."""
HALF = "FROM python:3.11-slim\n"
"""Meets the second one only."""


@pytest.fixture
def step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Step:
    """Grades against a course with the one challenge `demo`, where no engine answers."""
    course = tmp_path / "course"
    for folder in ("challenges", "starter", "solutions"):
        (course / folder / "demo").mkdir(parents=True)
    (course / "challenges" / "demo" / "challenge.yaml").write_text(SPEC)
    monkeypatch.setenv("GRADER_COURSE", str(course))
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    return Step(tmp_path, capsys)


@pytest.fixture
def dockerfile(step: Step) -> Path:
    """The Dockerfile in the learner's repository; it meets all."""
    file = step.workspace / "starter" / "demo" / "Dockerfile"
    file.parent.mkdir(parents=True)
    file.write_text(GOOD)
    return file
