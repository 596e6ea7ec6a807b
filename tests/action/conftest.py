"""The action of action.yml, run as GitHub's runner does: steps in bash, inputs as their variables."""

import base64
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.engine import connect
from grader.errors import EngineUnavailableError

ROOT = Path(__file__).resolve().parents[2]
CHALLENGE = "02-multi-stage-builds"
INSTALL, GRADE = range(2)
SHELL = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail"]


@dataclass(frozen=True)
class Ran:
    """What a run of the action left behind."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str

    @property
    def result(self) -> dict[str, Any]:
        """The output `result`, decoded."""
        decoded: dict[str, Any] = json.loads(base64.b64decode(self.outputs["result"], validate=True))
        return decoded

    @property
    def commands(self) -> list[str]:
        """The workflow commands that the runner carries out."""
        stopped, found = "", []
        for line in self.log.splitlines():
            if stopped:
                stopped = "" if line.strip() == f"::{stopped}::" else stopped
            elif line.startswith("::stop-commands::"):
                stopped = line.removeprefix("::stop-commands::")
            elif line.lstrip().startswith("::") or "##[" in line:
                found.append(line)
        return found


class Action:
    """A checkout of the action, with a folder for the runner's temporary files."""

    def __init__(self, checkout: Path, temporary: Path) -> None:
        self.checkout = checkout
        self.temporary = temporary
        self.definition: dict[str, Any] = yaml.safe_load((checkout / "action.yml").read_text())
        self._count = 0

    def run(
        self,
        workspace: Path,
        inputs: Mapping[str, str],
        environment: Mapping[str, str] | None = None,
        *,
        steps: Sequence[int] = (GRADE,),
    ) -> Ran:
        """Run steps in the workspace, the installation only where asked for; one that fails is the last."""
        self._count += 1
        files = {name: self.temporary / f"{name}-{self._count}" for name in ("output", "summary")}
        for file in files.values():
            file.touch()
        variables = {
            **os.environ,
            **(environment or {}),
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.checkout),
            "GITHUB_WORKSPACE": str(workspace),
            "GITHUB_OUTPUT": str(files["output"]),
            "GITHUB_STEP_SUMMARY": str(files["summary"]),
            "RUNNER_TEMP": str(self.temporary),
        }
        given = {name: str(one.get("default", "")) for name, one in self.definition["inputs"].items()}
        given |= {"report": f"report-{self._count}", **inputs}
        code, log = 0, ""
        for number in steps:
            code, said = self._step(self.definition["runs"]["steps"][number], workspace, variables, given)
            log += said
            if code:
                break
        return Ran(code, log, _outputs(files["output"].read_text()), files["summary"].read_text())

    def report(self, ran: Ran) -> dict[str, Any]:
        """The report.json that the outputs lead to."""
        report: dict[str, Any] = json.loads((Path(ran.outputs["report"]) / "report.json").read_text())
        return report

    def _step(
        self, step: dict[str, Any], workspace: Path, variables: Mapping[str, str], given: Mapping[str, str]
    ) -> tuple[int, str]:
        assert step["shell"] == "bash"
        own = {name: _filled(str(value), given) for name, value in step.get("env", {}).items()}
        script = self.temporary / "step.sh"
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
    return re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: given[found[1]], text)


def _outputs(text: str) -> dict[str, str]:
    """What the runner reads from GITHUB_OUTPUT: NAME<<WORD, lines, WORD."""
    outputs: dict[str, str] = {}
    lines = iter(text.splitlines())
    for line in lines:
        name, _, word = line.partition("<<")
        value = []
        while (line := next(lines)) != word:
            value.append(line)
        outputs[name] = "\n".join(value)
    return outputs


@pytest.fixture(autouse=True)
def _engine_where_marked(request: pytest.FixtureRequest) -> None:
    """Without an engine, a test that needs one is skipped on a laptop and fails in CI."""
    if request.node.get_closest_marker("engine") is None:
        return
    try:
        connect()
    except EngineUnavailableError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(f"no engine: {error}")


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project as git would check it out."""
    folder = tmp_path_factory.mktemp("checkout")
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


@pytest.fixture(scope="session")
def action(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Action:
    """The action, installed by its own first step."""
    made = Action(checkout, tmp_path_factory.mktemp("runner"))
    empty = tmp_path_factory.mktemp("empty")
    installed = made.run(empty, {"challenge": CHALLENGE}, steps=[INSTALL])
    assert installed.code == 0, installed.log
    return made


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A learner's repository with the untouched starter."""
    folder = tmp_path / "workspace"
    shutil.copytree(ROOT / "starter" / CHALLENGE, folder / "starter" / CHALLENGE)
    return folder
