"""action.yml, whose steps are bash: they are run once, for a repository that fights back."""

import json
import os
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from tests.action.conftest import ACTION, CHALLENGE, ROOT, run_action
from tests.action.hostile import environment, infest


@pytest.mark.engine
def test_hostile_repository(checkout: Path, workspace: Path, tmp_path: Path) -> None:
    """Hostile modules, settings, programs, names and variables change no mark, and none of them runs."""
    mark, temporary = tmp_path / "mark", tmp_path / "runner"
    temporary.mkdir()
    infest(workspace, CHALLENGE)
    variables = environment(workspace, mark)
    ran = run_action(checkout, temporary, workspace, {"challenge": CHALLENGE}, variables)
    assert not mark.exists(), mark.read_text()
    assert (ran.code, ran.outputs["points"], ran.outputs["outcome"]) == (1, "20", "failed"), ran.log
    assert (ran.result["status"], ran.scores) == ("fail", [0, 0, 20, 0, 0])
    assert "20 of 100 points" in ran.summary
    assert list(workspace.rglob("forged")) == []
    assert ran.only_tells
    assert Path(ran.outputs["report"]).is_relative_to(temporary)


def test_inputs_are_never_text_of_a_command() -> None:
    """No step's text holds an expression; inputs come as variables, and each input is handed on."""
    steps = [step for step in ACTION["runs"]["steps"] if "run" in step]
    assert not any("${{" in step["run"] for step in steps)
    handed = json.dumps([step["env"] for step in steps])
    assert [name for name in ACTION["inputs"] if f"inputs.{name} }}" not in handed] == []


def test_other_actions() -> None:
    """The only other action keeps downloads, and only where the workflow asks for it."""
    others = [step for step in ACTION["runs"]["steps"] if "uses" in step]
    assert [(step["uses"], step["if"]) for step in others] == [
        ("actions/cache@v4", "${{ inputs.cache == 'true' }}")
    ]
    assert ACTION["inputs"]["cache"]["default"] == "false"


def test_steps() -> None:
    """The steps call scripts/action, which knows these words; the last one sets the outputs."""
    steps = [step for step in ACTION["runs"]["steps"] if "run" in step]
    assert [step["run"].split()[1] for step in steps] == ["key", "install", "grade"]
    assert {output["value"].split(".")[1] for output in ACTION["outputs"].values()} == {steps[2]["id"]}


def test_downloads_are_kept_by_what_is_installed(tmp_path: Path) -> None:
    """The key is an output of its step, a digest of what names the packages."""
    folders = dict.fromkeys(("GITHUB_WORKSPACE", "RUNNER_TEMP"), str(tmp_path))
    said = subprocess.run(
        [ROOT / "scripts" / "action", "key"],
        env={**os.environ, **folders},
        capture_output=True,
        text=True,
        check=True,
    )
    digest = sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    assert said.stdout == f"key={digest[:16]}\n"
    (kept,) = [step for step in ACTION["runs"]["steps"] if "uses" in step]
    assert kept["with"]["key"].endswith("${{ steps.downloads.outputs.key }}")
