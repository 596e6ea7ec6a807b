"""The workflows in templates/: they parse, keep to their contracts, and their shell parts run."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.action.conftest import CHALLENGE, ROOT

TEMPLATES = ROOT / "templates"
engine = pytest.mark.engine


def load(name: str) -> Any:
    """A template's YAML."""
    return yaml.safe_load((TEMPLATES / name).read_text())


def shell_check(script: str, shell: str) -> str:
    """What the shell, and shellcheck where it is installed, say against a script."""
    said = subprocess.run([shell, "-n"], input=script, capture_output=True, text=True).stderr
    if shutil.which("shellcheck"):
        said += subprocess.run(
            ["shellcheck", "-s", shell, "-"], input=script, capture_output=True, text=True
        ).stdout
    return said


def test_github_names() -> None:
    """The names are those that GitHub Classroom looks for; the reporter reads the grading step's result."""
    workflow = load("github-classroom.yml")
    assert workflow["name"] == "Autograding Tests"
    assert list(workflow["jobs"]) == ["run-autograding-tests"]
    steps = workflow["jobs"]["run-autograding-tests"]["steps"]
    grade, reporter = (next(one for one in steps if "YOUR-COURSE" in one["uses"]), steps[-1])
    assert reporter["uses"].startswith("classroom-resources/autograding-grading-reporter@")
    assert reporter["with"]["runners"] == grade["id"]
    expected = f"${{{{ steps.{grade['id']}.outputs.result }}}}"
    assert reporter["env"] == {f"{grade['id'].upper()}_RESULTS": expected}


def test_github_uses_only_what_the_action_has() -> None:
    """Every input and output that the workflow names is one of action.yml; no step has a script."""
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    text = (TEMPLATES / "github-classroom.yml").read_text()
    steps = load("github-classroom.yml")["jobs"]["run-autograding-tests"]["steps"]
    grade = next(one for one in steps if "YOUR-COURSE" in one["uses"])
    assert set(grade["with"]) <= set(action["inputs"])
    assert set(re.findall(r"steps\.grade\.outputs\.([\w-]+)", text)) <= set(action["outputs"])
    assert not any("run" in step for step in steps)


def test_gitlab_script_is_shell() -> None:
    """The lines of the job are shell that shellcheck finds nothing in; they call the script of action.yml."""
    job = load("gitlab-ci.yml")["grade"]
    lines = ["#!/bin/bash", *job["before_script"], *job["script"], *job["after_script"]]
    assert shell_check("\n".join(lines), "bash") == ""
    assert job["script"] == ['"$course/checkout/scripts/action" grade']


def test_jenkins_blocks_are_shell() -> None:
    """The shell blocks are plain text to Groovy, and shell that shellcheck finds nothing in."""
    text = (TEMPLATES / "Jenkinsfile").read_text()
    blocks = re.findall(r"sh '''\n(.*?)'''", text, re.DOTALL)
    assert len(blocks) == 2
    assert 'sh "' not in text
    assert [shell_check(block, "sh") for block in blocks] == ["", ""]
    assert not any("\\\\" in block or "${params" in block for block in blocks)
    assert text.count("{") == text.count("}")


def jenkins_block(number: int) -> str:
    """A shell block as Groovy hands it to the shell."""
    text = (TEMPLATES / "Jenkinsfile").read_text()
    return str(re.findall(r"sh '''\n(.*?)'''", text, re.DOTALL)[number]).replace("\\\n", "")


def run_jenkins_block(number: int, workspace: Path, more: dict[str, str]) -> tuple[int, str]:
    """Run it as Jenkins does, with the variables that the Jenkinsfile sets."""
    variables = {
        "WORKSPACE": str(workspace),
        "GITHUB_WORKSPACE": f"{workspace}/submission",
        "RUNNER_TEMP": f"{workspace}/temporary",
        "INPUT_CHALLENGE": CHALLENGE,
        "INPUT_SUBMISSION": f"starter/{CHALLENGE}",
        "INPUT_REPORT": "report",
        "INPUT_FORMATS": "junit",
    }
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    done = subprocess.run(
        ["sh", "-xe", "-c", jenkins_block(number)],
        cwd=workspace,
        env={**outside, **variables, **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
    )
    return done.returncode, done.stdout


INSTALLED = """#!/bin/sh
case $1 in
install) ln -s "{prefix}" "$RUNNER_TEMP/grader-venv" ;;
*) exec "{root}/scripts/action" "$@" ;;
esac
"""
"""scripts/action of a course, with the environment of these tests in place of a new one."""


def make_course(folder: Path) -> None:
    """A checkout of the course that needs no installation."""
    (folder / "scripts").mkdir(parents=True)
    script = folder / "scripts" / "action"
    script.write_text(INSTALLED.format(prefix=sys.prefix, root=ROOT))
    script.chmod(0o755)
    for name in ("challenges", "starter", "solutions"):
        (folder / name).symlink_to(ROOT / name)


@engine
def test_jenkins_stages(tmp_path: Path) -> None:
    """The blocks of the Jenkinsfile: the starter is graded, with exit code 1 and logs, and not pushed."""
    shutil.copytree(ROOT / "starter" / CHALLENGE, tmp_path / "submission" / "starter" / CHALLENGE)
    make_course(tmp_path / "course")
    code, said = run_jenkins_block(0, tmp_path, {})
    assert (code, "20 of 100 points" in said) == (1, True), said
    assert not re.search(r"^::", said, re.MULTILINE)  # no workflow commands outside GitHub
    report = tmp_path / "temporary" / "report"
    assert {"grader.log", "junit.xml"} <= {file.name for file in report.iterdir()}

    (tmp_path / "bin").mkdir()
    docker = tmp_path / "bin" / "docker"
    docker.write_text(f'#!/bin/sh\n[ "$1" != login ] || exit 0\nexec {shutil.which("docker")} "$@"\n')
    docker.chmod(0o755)
    parameters = {"CHALLENGE": CHALLENGE, "SUBMISSION": f"starter/{CHALLENGE}", "TAG": "1", "IMAGE": "a/b"}
    parameters |= {"REGISTRY": "127.0.0.1:9", "REGISTRY_USER": "u", "REGISTRY_PASSWORD": "secret-word"}
    code, said = run_jenkins_block(
        1, tmp_path, {**parameters, "PATH": f"{docker.parent}:{os.environ['PATH']}"}
    )
    assert (code, "not published: 127.0.0.1:9/a/b:1" in said) == (1, True), said
    assert "secret-word" not in said
    assert list((tmp_path / "temporary").glob("docker.*")) == []


@engine
def test_classroom50(workspace: Path, tmp_path: Path) -> None:
    """Run in the learner's checkout, autograder.py leaves result.json and release-body.md and ends with 0."""
    course = tmp_path / "course"
    make_course(course)
    for command in (["init", "-q", "-b", "v1"], ["add", "-A"], ["commit", "-q", "-m", "course"]):
        who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run(["git", *who, *command], cwd=course, check=True, capture_output=True)
    script = tmp_path / "autograder.py"
    text = (TEMPLATES / "classroom50" / "autograder.py").read_text()
    script.write_text(re.sub(r'^COURSE = ".*"$', f'COURSE = "file://{course}"', text, flags=re.MULTILINE))
    secret = tmp_path / "secret"
    secret.write_text("kept")
    (workspace / "result.json").symlink_to(secret)
    variables = {
        "RUNNER_TEMP": str(tmp_path),
        "CLASSROOM": "docker",
        "ASSIGNMENT": "multi-stage",
        "ASSIGNMENT_TYPE": "individual",
        "OWNER": "learner",
        "SUBMISSION_TAG": "submit/20260101T000000Z-abcdef0",
        "COMMIT_URL": "https://example.org/commit/1",
        "RELEASE_URL": "https://example.org/release/1",
        "REVIEW_URL": "https://example.org/compare/1",
    }
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=workspace,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads((workspace / "result.json").read_text())
    assert (result["schema"], result["score"], result["max-score"]) == ("classroom50/result/v1", 20, 100)
    assert result["owner"] == "learner"
    assert "20 of 100 points" in (workspace / "release-body.md").read_text()
    assert secret.read_text() == "kept"


def test_dev_container() -> None:
    """The dev container's settings parse without their comments, and its Dockerfile is there."""
    text = (ROOT / ".devcontainer" / "devcontainer.json").read_text()
    settings = json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))
    assert (ROOT / ".devcontainer" / settings["build"]["dockerfile"]).is_file()
    assert settings["postCreateCommand"] == "make setup"
