"""`pytest grader/` and `grader`, run as a user runs them."""

import json
import os
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
from tests.real.vanishing import line_to

pytestmark = pytest.mark.engine

ROOT = Path(__file__).resolve().parents[2]
NODE = "challenges/02-multi-stage-builds/challenge.yaml"
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


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["one-process", "two-workers"])
def test_pytest_passes_for_the_solution(tmp_path: Path, workers: list[str]) -> None:
    """The solution passes with exit code 0 and 100 of 100 in the report, with and without workers."""
    done = run("pytest", "grader/", *SOLUTION, "--report", str(tmp_path), *workers)
    assert done.returncode == 0, done.stdout
    report = json.loads((tmp_path / "report.json").read_text())
    assert (report["score"], report["max_score"], report["outcome"]) == (100, 100, "passed")


def test_all_challenges_are_collected() -> None:
    """Without a selection every challenge of the course is collected, one item per criterion."""
    done = run("pytest", "grader/", "--collect-only", "-q")
    listed = {line.split("::")[0] for line in done.stdout.splitlines() if "::" in line}
    assert listed == {f"challenges/{path.name}/challenge.yaml" for path in (ROOT / "challenges").glob("0*")}
    assert len(listed) == 6


def test_pytest_fails_for_the_starter(tmp_path: Path) -> None:
    """The starter fails in four items, whose ids name file and criterion, and gets 20 points."""
    done = run("pytest", "grader/", "--challenge", "02*", "--report", str(tmp_path))
    assert done.returncode == 1
    assert f"FAILED {NODE}::two-stages" in done.stdout
    assert json.loads((tmp_path / "report.json").read_text())["score"] == 20


def test_a_part_can_be_selected(tmp_path: Path) -> None:
    """-k and node ids grade a part; the rest is told as not selected."""
    by_name = run("pytest", "grader/", "-k", "two-stages", *SOLUTION, "--report", str(tmp_path))
    by_id = run("pytest", f"{NODE}::two-stages", "--submission", "solutions/02-multi-stage-builds")
    assert (by_name.returncode, by_id.returncode) == (0, 0), by_name.stdout + by_id.stdout
    outcomes = [one["outcome"] for one in json.loads((tmp_path / "report.json").read_text())["criteria"]]
    assert outcomes == ["met", "skipped", "skipped", "skipped", "skipped"]


@pytest.mark.parametrize("entry", ["grader", "pytest"])
@pytest.mark.parametrize("moment", ["building [", "waiting for GET"])
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
def test_a_report_folder_that_cannot_be_written_is_told_before_grading(tmp_path: Path, entry: str) -> None:
    """A file in the folder's place ends with a usage error at once, and the file is kept."""
    taken = tmp_path / "out"
    taken.write_text("mine")
    command = ["grader", "grade"] if entry == "grader" else ["pytest", "grader/"]
    done = run(*command, "--challenge", "02-multi-stage-builds", "--report", str(taken))
    assert done.returncode == (2 if entry == "grader" else pytest.ExitCode.USAGE_ERROR)
    assert f"the report folder {taken} cannot be written" in done.stderr
    assert taken.read_text() == "mine"


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
    done = run(*command, "--challenge", "02-multi-stage-builds", env={"GRADER_ROOT": str(tmp_path)})
    assert done.returncode == (2 if entry == "grader" else pytest.ExitCode.USAGE_ERROR)
    assert f"{spec}:{line}: criteria[0].at_leas: unknown key, did you mean 'at_least'?" in done.stderr


def test_an_unknown_challenge_is_a_usage_error() -> None:
    """A challenge that does not exist ends with pytest's usage code and names the ones there are."""
    done = run("pytest", "grader/", "--challenge", "02-multi-stage-build")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "did you mean '02-multi-stage-builds'?" in done.stderr


def test_without_an_engine_static_criteria_are_graded() -> None:
    """With no engine, what needs none is graded, the rest is broken, and the exit code says so."""
    nowhere = {"DOCKER_HOST": "unix:///nowhere/docker.sock"}
    done = run(
        "grader",
        "grade",
        "--challenge",
        "02-multi-stage-builds",
        "solutions/02-multi-stage-builds",
        env=nowhere,
    )
    assert done.returncode == 3
    assert "20 of 100 points" in done.stdout
    assert "no container engine answers" in done.stdout


def test_without_a_docker_command_the_classic_builder_serves(tmp_path: Path, submission: Path) -> None:
    """Where there is no docker command the verdicts are the same, and a failing build names its step."""
    bare = {"PATH": str(tmp_path / "nothing")}
    grade = ["grader", "grade", "--challenge", "02-multi-stage-builds"]
    fine = run(*grade, str(submission), env=bare)
    assert (fine.returncode, "100 of 100 points" in fine.stdout) == (0, True), fine.stdout
    assert "classic" in fine.stdout
    with (submission / "Dockerfile").open("a") as dockerfile:
        dockerfile.write("RUN echo hello && false\n")
    failing = run(*grade, str(submission), env=bare)
    assert failing.returncode == 1
    assert "RUN echo hello && false" in " ".join(failing.stdout.split())
    assert "| hello" in failing.stdout


def test_static_only_asks_for_no_engine() -> None:
    """With --static-only the rest is skipped, and what was graded decides the exit code."""
    grade = ["grader", "grade", "--static-only", "--challenge", "02-multi-stage-builds"]
    assert run(*grade, "solutions/02-multi-stage-builds").returncode == 0
    assert run(*grade, "starter/02-multi-stage-builds").returncode == 1


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
        process.kill()
        process.communicate(timeout=60)
    assert engine.connection.api.containers(all=True, filters=label) != []
    assert run("grader", "clean").returncode == 0
    assert engine.connection.api.containers(all=True, filters=label) == []
    assert engine.connection.api.images(all=True, filters=label) == []
