"""`pytest grader/` and `grader`, run as a user runs them."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from grader.engine.compatible import CompatibleEngine
from tests.real.conftest import Grade
from tests.real.vanishing import line_to

pytestmark = pytest.mark.engine

ROOT = Path(__file__).resolve().parents[2]
SOLUTION = ["--challenge", "02-multi-stage-builds", "--submission", "solutions/02-multi-stage-builds"]


def run(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a module of this Python in the project's folder."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_pytest_with_workers(tmp_path: Path) -> None:
    """Two workers: the solution passes, and report, logs and page have come over from the one that graded."""
    done = run("pytest", "grader/", *SOLUTION, "--report", str(tmp_path), "-n", "2", "-v")
    assert done.returncode == 0, done.stdout
    assert len(set(re.findall(r"\[gw\d\]", done.stdout))) == 1  # one image, built by one worker
    report = json.loads((tmp_path / "report.json").read_text())
    assert (report["score"], report["max_score"], report["outcome"]) == (100, 100, "passed")
    assert report["image"]["layers"]
    # BuildKit does not name the steps that another build beside it has just made: only that there is a log.
    for name in ("build.log", "container.log"):
        assert (tmp_path / name).read_text() != ""


def test_pytest_shows_what_is_being_done(tmp_path: Path) -> None:
    """The starter fails and gets 20 points; progress is shown past pytest's capturing."""
    done = run("pytest", "grader/", "--challenge", "02*", "--report", str(tmp_path))
    assert done.returncode == 1
    assert json.loads((tmp_path / "report.json").read_text())["score"] == 20
    assert "... building" in done.stderr


@pytest.mark.parametrize(("entry", "moment"), [("grader", "building ["), ("pytest", "waiting for an answer")])
def test_an_engine_that_disappears_breaks_the_verdicts(
    tmp_path: Path, submission: Path, engine: CompatibleEngine, entry: str, moment: str
) -> None:
    """Where the engine goes away meanwhile, nothing that needs it passes or fails: broken, exit code 3."""
    (submission / "app.py").write_text("import time; time.sleep(600)")
    with (submission / "Dockerfile").open("a") as dockerfile:
        dockerfile.write(f"RUN echo {tmp_path.name} && sleep 2\n")
    command = ["grader", "grade", str(submission)]
    if entry == "pytest":
        command = ["pytest", "-s", "grader/", f"--submission={submission}"]
    command += ["--challenge=02-multi-stage-builds", f"--report={tmp_path}"]
    socket = urlsplit(engine.connection.environment.get("DOCKER_HOST", ""))
    if socket.scheme != "unix":
        pytest.skip("the engine has no socket of its own here")
    with (
        line_to(Path(socket.path), tmp_path) as line,
        subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env={**os.environ, "DOCKER_HOST": f"unix://{tmp_path}/engine.sock"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process,
    ):
        said = ""
        while moment not in said and (read := process.stdout.readline() if process.stdout else ""):
            said += read
        line.cut()
        said += process.communicate(timeout=120)[0]
    assert process.returncode == (3 if entry == "grader" else 1), said
    outcomes = [one["outcome"] for one in json.loads((tmp_path / "report.json").read_text())["criteria"]]
    assert outcomes[0] == "met"
    assert "broken" in outcomes
    assert set(outcomes[1:]) <= {"broken", "met"}
    assert outcomes[2] == "broken", said
    assert run("grader", "clean").returncode == 0


@pytest.mark.parametrize("entry", ["grader", "pytest"])
def test_a_bad_spec_is_told_by_file_line_and_key(tmp_path: Path, entry: str) -> None:
    """A mistake in a challenge's file is a usage error of either entry, in the same words."""
    source = ROOT / "challenges" / "02-multi-stage-builds" / "challenge.yaml"
    spec = tmp_path / "challenges" / "02-multi-stage-builds" / "challenge.yaml"
    spec.parent.mkdir(parents=True)
    text = source.read_text().replace("at_least: 2", "at_leas: 2")
    spec.write_text(text)
    line = text.splitlines().index("    at_leas: 2") + 1
    command = ["grader", "grade"] if entry == "grader" else ["pytest", "grader/"]
    done = run(*command, "--challenge", "02-multi-stage-builds", env={"GRADER_COURSE": str(tmp_path)})
    assert done.returncode == (2 if entry == "grader" else pytest.ExitCode.USAGE_ERROR)
    assert f"{spec}:{line}: criteria[0].at_leas: unknown key, did you mean 'at_least'?" in done.stderr


def test_without_a_docker_command_the_classic_builder_serves(
    tmp_path: Path, submission: Path, grade: Grade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no docker command the verdicts are the same, and a failing build names its step."""
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    fine = grade(submission)
    assert (fine.score, fine.engine.builder if fine.engine else "") == (100, "classic")
    with (submission / "Dockerfile").open("a") as dockerfile:
        dockerfile.write("RUN echo hello && false\n")
    failing = grade(submission)
    said = str(failing.causes[0].cause)
    assert (failing.outcome, failing.criteria[2].outcome) == ("failed", "blocked")
    assert "RUN echo hello && false" in " ".join(said.split())
    assert "hello" in failing.attachments.build_log


@contextmanager
def hanging_run(engine: CompatibleEngine, submission: Path) -> Iterator[tuple[Any, dict[str, list[str]]]]:
    """A run that waits for a container which never answers, and the label of what it has created."""
    (submission / "app.py").write_text("import time; time.sleep(600)")
    command = ["grader", "grade", "--challenge", "02-multi-stage-builds", str(submission)]
    with subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell in the background has its children ignore SIGINT.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        label = {"label": [f"grader.owner={os.uname().nodename}:{process.pid}"]}
        deadline = time.monotonic() + 60
        while not engine.connection.api.containers(filters=label) and time.monotonic() < deadline:
            time.sleep(0.1)
        yield process, label


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_cleans_up(engine: CompatibleEngine, submission: Path, sent: signal.Signals) -> None:
    """Ctrl-C and SIGTERM end the run with 130 and leave no container behind."""
    with hanging_run(engine, submission) as (process, label):
        process.send_signal(sent)
        process.communicate(timeout=60)
    assert process.returncode == 130
    assert engine.connection.api.containers(all=True, filters=label) == []
    assert engine.connection.api.images(all=True, filters=label) == []


def test_clean_removes_what_a_killed_run_left(engine: CompatibleEngine, submission: Path) -> None:
    """After SIGKILL, `grader clean` finds the container and the image by their labels."""
    with hanging_run(engine, submission) as (process, label):
        assert engine.connection.api.containers(all=True, filters=label) != []
        process.kill()
        process.communicate(timeout=60)
    assert run("grader", "clean").returncode == 0
    assert engine.connection.api.containers(all=True, filters=label) == []
    assert engine.connection.api.images(all=True, filters=label) == []
