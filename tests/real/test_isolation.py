"""Submissions that try to reach each other, or the machine."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.bench.bench import Bench
from grader.bench.blocked import BlockedError
from grader.bench.builds import Builds
from grader.bench.source import Source
from grader.challenge import Challenge, Limits
from grader.engine.compatible import CompatibleEngine
from grader.engine.model import BuildLimits
from grader.engine.network import NETWORK
from grader.engine.ownership import Run
from grader.evidence import DEFAULT, Blocked, Broken, BuiltImage
from tests.bench.submissions import handed_in
from tests.real.conftest import ROOT

pytestmark = pytest.mark.engine

BASE = "FROM python:3.11-slim\n"


@pytest.fixture
def run(engine: CompatibleEngine) -> Iterator[Run]:
    """A run whose things are removed at the end."""
    run = Run()
    yield run
    engine.remove_run(run)
    run.release()


@pytest.fixture
def buildkit(engine: CompatibleEngine) -> CompatibleEngine:
    """An engine that builds with BuildKit."""
    if engine.about.builder == "classic":
        pytest.skip("only BuildKit has it")
    return engine


def _built(engine: CompatibleEngine, run: Run, folder: Path, dockerfile: str) -> Builds:
    """A submission that was built."""
    builds = Builds(engine, Source(handed_in(folder, BASE + dockerfile)), run, 60.0, lambda _text: None)
    builds.image(DEFAULT)
    return builds


def _mounted(run: Run) -> str:
    """The beginning of a RUN with a cache; a folder of this name may have been built before (`pytest-1`)."""
    return f"RUN --mount=type=cache,id={run.run_id},target=/c : {run.run_id}; "


def test_a_cache_mount_is_not_handed_on(buildkit: CompatibleEngine, run: Run, tmp_path: Path) -> None:
    """What one submission leaves in a cache, another one does not find; its own next build does."""
    mount = _mounted(run)
    leaves, looks = f"{mount}echo the answer > /c/x\n", f"{mount}echo found $(cat /c/x)\n"
    _built(buildkit, run, tmp_path / "one", leaves)
    assert "the answer" not in _built(buildkit, run, tmp_path / "other", looks).log.text
    assert "found the answer" in _built(buildkit, run, tmp_path / "one", looks).log.text


def test_a_layer_made_with_a_cache_is_not_handed_on(
    buildkit: CompatibleEngine, run: Run, tmp_path: Path
) -> None:
    """The same instruction after a spoilt cache gives the other submission no spoilt layer."""
    mount = _mounted(run)
    spoils, uses = f"{mount}echo spoilt > /c/x\n", f"{mount}cp /c/x /x; echo got $(cat /x)\n"
    _built(buildkit, run, tmp_path / "one", spoils)
    assert "got spoilt" in _built(buildkit, run, tmp_path / "one", uses).log.text
    assert "got\n" in _built(buildkit, run, tmp_path / "other", uses).log.text


SILENT = 'RUN ["sleep", "{seconds}"]\n'


def test_a_killed_grader_leaves_no_build(
    buildkit: CompatibleEngine, challenge: Challenge, tmp_path: Path
) -> None:
    """With the grader the builder ends, and with the builder the steps inside the engine."""
    seconds = f"61.{os.getpid()}"
    folder = handed_in(tmp_path / "silent", BASE + SILENT.format(seconds=seconds))
    words = [sys.executable, "-m", "grader", "grade", str(folder), "--challenge", challenge.id]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as grader:
        _wait_until(lambda: _steps(seconds))
        grader.kill()
    _wait_until(lambda: not _steps(seconds))
    assert buildkit.is_alive()


def test_a_build_over_its_limit_is_over_in_the_engine(
    buildkit: CompatibleEngine, run: Run, tmp_path: Path
) -> None:
    """The steps that it had begun are ended."""
    seconds = f"62.{os.getpid()}"
    folder = handed_in(tmp_path / "silent", BASE + SILENT.format(seconds=seconds))
    builds = Builds(buildkit, Source(folder), run, 3.0, lambda _text: None)
    with pytest.raises(BlockedError, match="longer than its limit"):
        builds.image(DEFAULT)
    _wait_until(lambda: not _steps(seconds))


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("python -c 'bytearray(600_000_000)'", "a build may use 300 MB of memory and 64 processes"),
        ("for i in $(seq 200); do sleep 3 & done; wait", "a command ended with exit code: 2"),
    ],
    ids=["memory", "processes"],
)
def test_a_step_has_limits(
    buildkit: CompatibleEngine,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    said: str,
) -> None:
    """What takes more is ended, and that is the learner's failure; the limit was in force."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    run.build_limits = BuildLimits(300_000_000, 64, 1.0)
    with pytest.raises(BlockedError, match=said):
        _built(buildkit, run, tmp_path / "eater", f"RUN {step}\n")
    assert run.remarks == {}
    assert run.group is not None
    buildkit.connection.api.remove_container(run.group.container, force=True)


def test_a_step_that_fills_the_disk(buildkit: CompatibleEngine, tmp_path: Path) -> None:
    """It is ended while it writes; who else was at work decides whether it is known whose doing it was."""
    if buildkit.free_bytes() is None:
        pytest.skip("the engine's disk is not seen from here")
    fills = f"RUN : {time.time()}; head -c 1500000000 /dev/zero >/x; sleep 30\n"
    folder = handed_in(tmp_path, BASE + fills)
    with Bench(folder, Limits.model_validate({"disk": "200MB"}), engine=buildkit, limit_builds=True) as bench:
        answer = bench.ask(BuiltImage())
    assert isinstance(answer, Blocked | Broken)
    assert "more than 200 MB were written" in answer.reason


def test_containers_do_not_reach_each_other(engine: CompatibleEngine, run: Run, tmp_path: Path) -> None:
    """A server that the grader reaches is not reached by the container of another submission."""
    if engine.about.name != "docker":
        pytest.skip("Podman has no such network")
    image = _built(engine, run, tmp_path, 'CMD ["python", "-m", "http.server", "5000"]\n').image(DEFAULT)
    neighbour, other = (engine.start(image.image_id, [5000], Limits(), run) for _ in range(2))
    networks = engine.connection.api.inspect_container(neighbour._id)["NetworkSettings"]["Networks"]
    inside, outside = networks[NETWORK]["IPAddress"], neighbour.address(5000)
    _wait_until(lambda: _reached(outside))
    asks = f"import socket; socket.create_connection(('{inside}', 5000), 2); print('reached')"
    assert "reached" not in other.run(["python", "-c", asks], 10.0)[1].splitlines()
    assert "reached" in neighbour.run(["python", "-c", asks], 10.0)[1].splitlines()


def test_what_is_told_to_hold(buildkit: CompatibleEngine) -> None:
    """What the tests above show holds is told to hold, and nothing of the trial is left."""
    told = {each.what: each.holds for each in buildkit.protections("python:3.11-slim")}
    assert told["memory, processes and CPU of a build are limited"]
    assert told["what a cache mount keeps is one submission's own"]
    assert told["containers of submissions do not reach each other"]
    assert "steps and containers do not reach services of the engine's machine" in told


def _reached(address: tuple[str, int] | None) -> bool:
    try:
        socket.create_connection(address or ("", 0), 1.0).close()
    except OSError:
        return False
    return True


def _steps(seconds: str) -> bool:
    """Whether this machine runs such a step; a local engine's processes are seen from here."""
    return any(
        f"sleep\0{seconds}".encode() in _command(file) for file in Path("/proc").glob("[0-9]*/cmdline")
    )


def _command(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _wait_until(happened: Callable[[], bool], limit: float = 30.0) -> None:
    deadline = time.monotonic() + limit
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.1)
