"""The action of action.yml, run as GitHub's runner does: steps in bash, inputs as their variables."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.engine import connect
from grader.errors import EngineUnavailableError
from tests.ci.ran import Ran, read_outputs
from tests.needed import missing

ROOT = Path(__file__).resolve().parents[2]
CHALLENGE = "02-multi-stage-builds"
SHELL = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail"]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())


def run_action(
    checkout: Path,
    temporary: Path,
    workspace: Path,
    inputs: Mapping[str, str],
    environment: Mapping[str, str],
) -> Ran:
    """Run all steps in the workspace; one that fails is the last."""
    files = {name: temporary / name for name in ("output", "summary")}
    for file in files.values():
        file.touch()
    variables = {
        **os.environ,
        **environment,
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION_PATH": str(checkout),
        "GITHUB_WORKSPACE": str(workspace),
        "GITHUB_OUTPUT": str(files["output"]),
        "GITHUB_STEP_SUMMARY": str(files["summary"]),
        "RUNNER_TEMP": str(temporary),
    }
    given = {name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()} | dict(inputs)
    code, log = 0, ""
    for step in _carried_out():
        code, said = _step(step, workspace, variables, given)
        log += said
        if code:
            break
    return Ran(code, log, read_outputs(files["output"].read_text()), files["summary"].read_text())


def _carried_out() -> list[dict[str, Any]]:
    """The steps without those that keep downloads, another action and its key, which are not run here."""
    conditional = [step for step in ACTION["runs"]["steps"] if "if" in step]
    assert {step["if"] for step in conditional} == {"${{ inputs.cache == 'true' }}"}
    return [step for step in ACTION["runs"]["steps"] if step not in conditional]


def _step(
    step: dict[str, Any], workspace: Path, variables: Mapping[str, str], given: Mapping[str, str]
) -> tuple[int, str]:
    assert step["shell"] == "bash"
    own = {name: _filled(str(value), given) for name, value in step.get("env", {}).items()}
    script = Path(variables["RUNNER_TEMP"]) / "step.sh"
    script.write_text(step["run"])
    done = subprocess.run(
        [*SHELL, str(script)],
        cwd=workspace,
        env={**variables, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=600,
    )
    return done.returncode, done.stdout.decode("utf-8", "replace")


def _filled(text: str, given: Mapping[str, str]) -> str:
    known = {f"inputs.{name}": value for name, value in given.items()}
    known["github.event.repository.default_branch"] = "main"
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: known[found[1]], text)


@pytest.fixture(autouse=True)
def _engine_where_marked(request: pytest.FixtureRequest) -> None:
    """Without an engine, a test that needs one is skipped on a laptop and fails in CI."""
    if request.node.get_closest_marker("engine") is None:
        return
    try:
        connect()
    except EngineUnavailableError as error:
        missing(f"no engine: {error}")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the project as git would check it out."""
    folder = tmp_path / "checkout"
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.split(b"\0")
    for name in filter(None, map(os.fsdecode, names)):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A learner's repository with the untouched starter."""
    folder = tmp_path / "workspace"
    shutil.copytree(ROOT / "starter" / CHALLENGE, folder / "starter" / CHALLENGE)
    return folder
