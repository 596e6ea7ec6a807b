"""A build that begins before the engine is asked, and what goes on with it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.bench.builds import ordered
from grader.bench.given import EVERYTHING, Given
from grader.bench.head_start import HeadStart, head_start
from grader.bench.source import Source
from grader.challenge import Catalogue
from grader.engine import buildkit, endpoints
from grader.engine.builder import StartedBuild
from grader.engine.buildkit import BuildKit
from grader.evidence import DEFAULT, BuildOptions
from grader.submission import GradingOptions, grading
from grader.values import replace

ENDPOINT = {"DOCKER_HOST": "unix:///nowhere.sock"}


@pytest.fixture
def builder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in the place of buildx that says what it is at, writes down that it began, and waits."""
    folder = tmp_path / "plugins"
    folder.mkdir()
    program = folder / "docker-buildx"
    program.write_text(f"#!/bin/sh\necho '#1 [1/1] RUN'\necho began >> {tmp_path}/began\nsleep 60\n")
    program.chmod(0o755)
    monkeypatch.setattr(buildkit, "PLUGIN_FOLDERS", (folder,))
    monkeypatch.setattr("grader.engine.begin.likely_endpoint", lambda: ENDPOINT)
    return program


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    """A folder with a Dockerfile."""
    folder = tmp_path / "submission"
    folder.mkdir()
    (folder / "Dockerfile").write_text("FROM python:1\n")
    return folder


def _begun(start: HeadStart | None) -> StartedBuild:
    assert start is not None
    assert start.run.begun is not None
    return start.run.begun


def _wait_for(file: Path) -> None:
    end = time.monotonic() + 20
    while not file.exists():
        assert time.monotonic() < end, file
        time.sleep(0.005)


def test_the_build_has_begun(submission: Path, builder: Path) -> None:
    """The builder is at work at once, and what it says can be read later on; it ends with the block."""
    with head_start(submission) as start:
        begun = _begun(start)
        _wait_for(builder.parents[1] / "began")
        result = begun.child.result(time.monotonic() - begun.child.started + 0.1)
        assert result.exit_code is None
        assert "[1/1] RUN" in result.output
    assert begun.child.end() not in {None, 0}


@pytest.mark.parametrize("dockerfile", [None, "", "RNU x\n", "# syntax=evil/frontend:1\nFROM a\n"])
def test_what_would_be_blocked_does_not_begin(
    submission: Path, builder: Path, dockerfile: str | None
) -> None:
    """A Dockerfile that is not there, not usable or not to be built starts nothing."""
    (submission / "Dockerfile").unlink()
    if dockerfile is not None:
        (submission / "Dockerfile").write_text(dockerfile)
    with head_start(submission) as start:
        assert start is not None
        assert start.run.begun is None
    assert not builder.with_name("began").exists()


def test_no_folder_no_head_start(tmp_path: Path) -> None:
    """What is not there, or not wanted, has none."""
    for folder in (None, tmp_path / "missing"):
        with head_start(folder) as start:
            assert start is None


def test_only_the_same_build_goes_on(submission: Path, builder: Path) -> None:
    """Another target, text, ignore file, engine or an image without labels is another build."""
    assert builder.is_file()
    with head_start(submission) as start:
        begun = _begun(start)
        order = ordered(Source(submission), DEFAULT, tag="other:1")
        buildx = BuildKit(plugin=True)
        assert begun.is_of(buildx, order, ENDPOINT)
        others = [
            replace(order, options=BuildOptions("dev")),
            replace(order, text=b"FROM a\n"),
            replace(order, ignore=b"*\n"),
            replace(order, labelled=False),
        ]
        assert not any(begun.is_of(buildx, other, ENDPOINT) for other in others)
        assert not begun.is_of(buildx, order, {"DOCKER_HOST": "unix:///other.sock"})
        assert not begun.is_of(BuildKit(plugin=False), order, ENDPOINT)


@pytest.mark.parametrize(
    ("variables", "config", "endpoint"),
    [
        ({"DOCKER_HOST": "tcp://far:1"}, "{}", {"DOCKER_HOST": "tcp://far:1"}),
        ({"DOCKER_CONTEXT": "far"}, "{}", {"DOCKER_CONTEXT": "far"}),
        ({}, '{"currentContext": "desktop"}', {"DOCKER_CONTEXT": "desktop"}),
        ({}, '{"currentContext": "default"}', {"DOCKER_HOST": "unix://SOCKET"}),
        ({}, "no JSON", {"DOCKER_HOST": "unix://SOCKET"}),
        ({}, "[]", {"DOCKER_HOST": "unix://SOCKET"}),
    ],
)
def test_the_engine_that_is_asked_first(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    config: str,
    endpoint: dict[str, str],
) -> None:
    """It is told from the same places as the docker command tells it."""
    for name in ("DOCKER_HOST", "DOCKER_CONTEXT"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "config.json").write_text(config)
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    socket = tmp_path / "docker.sock"
    socket.touch()
    monkeypatch.setattr(endpoints, "DOCKER_SOCKET", socket)
    monkeypatch.setattr("shutil.which", lambda _name: "/usr/bin/docker")
    told = {name: value.replace("SOCKET", str(socket)) for name, value in endpoint.items()}
    assert endpoints.likely_endpoint() == told


def test_it_loads_nothing_that_takes_long() -> None:
    """Neither pydantic nor the engine's library is loaded before the build begins."""
    heavy = "{'pydantic', 'docker', 'requests', 'yaml', 'rich', 'jinja2', 'asyncio'}"
    code = (
        "import sys, grader.commands.grade; sys.modules['grader.bench.head_start'];"
        f"sys.exit(', '.join({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ)
    assert done.stderr.strip() == ""


def test_only_with_the_same_given_files(submission: Path, builder: Path) -> None:
    """Where the loaded spec calls other files given, the build ends and everything is found anew."""
    assert builder.is_file()
    challenge = Catalogue().load("02-multi-stage-builds")
    for given, goes_on in ((EVERYTHING, False), (Given(challenge.learner, challenge.original), True)):
        with head_start(submission, given) as start:
            begun = _begun(start)
            assert start is not None
            with grading(challenge, submission, GradingOptions(static_only=True, head_start=start)):
                assert (start.run.begun is begun) == goes_on
