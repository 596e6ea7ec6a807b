"""What is made of facts: limits, variants, variables, texts of a log."""

from pathlib import Path

import pytest

from grader.authoring.drafting.heading import heading
from grader.authoring.drafting.learners import given_files, learners_patterns
from grader.authoring.drafting.limits import between
from grader.authoring.drafting.log_lines import only_in
from grader.authoring.drafting.paths import named_paths
from grader.authoring.drafting.settings import followed
from grader.authoring.drafting.variants import variants
from grader.dockerfile import read_dockerfile
from grader.units import parse_size
from tests.authoring.drafting.sides import SOLUTION, side


@pytest.mark.parametrize(
    ("small", "large"), [(1_900, 120_000), (126_000_000, 420_000_000), (200, 5_000), (10, 50)]
)
def test_a_limit_lies_between(small: int, large: int) -> None:
    """It is met by the one and not by the other."""
    limit = between(small, large)
    assert limit is not None
    assert small < parse_size(limit) < large


def test_sizes_that_are_near_have_no_limit() -> None:
    """Another right solution may be as large as the starter."""
    assert between(100_000_000, 110_000_000) is None


def test_variants_are_stages_that_a_plain_build_leaves_out() -> None:
    """A stage that only another variant uses is none."""
    text = b"FROM a AS base\nFROM base AS tools\nFROM tools AS dev\nFROM base AS prod\n"
    assert [stage.name for stage in variants(read_dockerfile(text))] == ["dev"]


def test_variables_that_follow_an_argument() -> None:
    """A value that holds more, or that is set again, follows nothing."""
    text = b"FROM a\nARG V=1\nARG P\nENV A=$V B=${V}x C=${P}\nENV C=2\n"
    read = read_dockerfile(text)
    assert followed(read, read.final) == {"A": "V"}


def test_texts_of_a_log_hold_nothing_that_changes() -> None:
    """Times, numbers of processes and requests are left out; what both write says nothing."""
    log = (
        '[2026-01-01 10:00:01] [7] Booting worker with pid: 7\nStarting\n1.1.1.1 "GET /x HTTP/1.1"\nAt :80\n'
    )
    assert only_in(log, "Starting all") == ["Booting worker with pid"]


def test_the_learners_files_are_those_that_differ(tmp_path: Path) -> None:
    """Beside the Dockerfile and the ignore file; a name like a pattern makes all of it the learner's."""
    starter = side(tmp_path / "a", "FROM a\n", app_py="1", start_sh="x")
    solution = side(tmp_path / "b", SOLUTION, app_py="1", run_sh="y")
    assert given_files(starter, solution) == {"app.py"}
    assert learners_patterns(starter, solution) == ("Dockerfile", ".dockerignore", "run.sh", "start.sh")
    odd = side(tmp_path / "c", SOLUTION)
    (odd.folder / "[x]").write_text("y")
    assert learners_patterns(starter, odd) == ("**",)


def test_paths_are_those_that_the_code_names(tmp_path: Path) -> None:
    """In quotes, or in a list of its comment; none of files, and none with parameters."""
    listed = "# API\n#  /health   how it is\n#  /cars/3   one\n"
    text = f"{listed}@get('/cars')\nopen('/etc/passwd')\n@get('/a/<b>')\n"
    named = named_paths(side(tmp_path / "s", SOLUTION, app_py=text))
    assert named == {"/health": "app.py", "/": "", "/cars": "app.py", "/cars/3": "app.py"}


def test_images_that_are_not_official_are_allowed(tmp_path: Path) -> None:
    """The starter's and the solution's, beside the official ones."""
    own = side(tmp_path / "a", "FROM python:3.11\n"), side(tmp_path / "b", "FROM ghcr.io/o/app:1\n")
    head = heading("x", own[0].folder, own[1].folder, "60s", "64MB")
    assert head.challenge(tmp_path / "challenge.yaml").images == ("library/*", "ghcr.io/o/app:1")
