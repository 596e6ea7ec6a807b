"""A learner's repository that tries everything to turn its marks."""

import os
from pathlib import Path

MARK = "HOSTILE_MARK"
"""The variable that names a file: whatever hostile code runs, writes it."""

_CODE = f"""
import os
with open(os.environ.get("{MARK}", "/tmp/hostile-mark"), "a") as mark:
    mark.write(__name__ + "\\n")
"""
_SHELL = f'#!/bin/sh\necho "$0" >> "${MARK}"\n'
_EASY = """
id: 02-multi-stage-builds
title: Easy
criteria:
  - {id: two-stages, title: Easy, check: stage_count, at_least: 1, points: 100, hint: None is needed.}
"""
_NAMES = (
    "--help",
    "-rf",
    "--challenge=01",
    "Dockerfile.\n::error::forged",
    "::set-output name=result::forged",
    "$(touch forged)",
    "`touch forged`",
    "100%0A",
    "a'b\"c",
    "\u202efdp.exe",
)


def infest(workspace: Path, challenge: str) -> None:
    """Fill the repository and the submission in it."""
    for folder in (workspace, workspace / "starter" / challenge):
        _python(folder)
        _settings(folder)
        for name in _NAMES:
            (folder / name).write_text("x")
    easy = workspace / "challenges" / challenge
    easy.mkdir(parents=True)
    (easy / "challenge.yaml").write_text(_EASY)
    (workspace / "grader-report").symlink_to("/etc")
    _programs(workspace / "bin")
    (workspace / "start.sh").write_text(_SHELL)


def _python(folder: Path) -> None:
    for name in ("conftest", "evil", "sitecustomize", "usercustomize", "json", "typing", "pydantic"):
        (folder / f"{name}.py").write_text(_CODE)
    for package in ("grader", "docker"):
        (folder / package).mkdir()
        for name in ("__init__", "__main__", "cli"):
            (folder / package / f"{name}.py").write_text(_CODE)


def _settings(folder: Path) -> None:
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -p evil\n")
    (folder / "setup.cfg").write_text("[tool:pytest]\naddopts = -p evil\n[install]\nprefix = /nowhere\n")
    (folder / "pyproject.toml").write_text('[build-system]\nrequires = []\nbuild-backend = "evil"\n')
    (folder / "setup.py").write_text(_CODE)
    (folder / "pip.conf").write_text("[global]\nindex-url = http://127.0.0.1:9/\nno-deps = true\n")
    (folder / ".python-version").write_text("2.7\n")


def _programs(folder: Path) -> None:
    folder.mkdir()
    for name in ("python3", "docker", "pip", "mktemp", "dirname", "rm"):
        (folder / name).write_text(_SHELL)
        (folder / name).chmod(0o755)


def environment(workspace: Path, mark: Path) -> dict[str, str]:
    """What an earlier step of the learner's may have put into GITHUB_ENV and GITHUB_PATH."""
    here = str(workspace)
    return {
        MARK: str(mark),
        "PATH": f"{here}/bin:{os.environ['PATH']}:.",
        "PYTHONPATH": here,
        "PYTHONSTARTUP": f"{here}/evil.py",
        "PYTHONUSERBASE": here,
        "PYTHONINSPECT": "1",
        "PYTEST_ADDOPTS": "-p evil",
        "PYTEST_PLUGINS": "evil",
        "PIP_CONFIG_FILE": f"{here}/pip.conf",
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "GRADER_COURSE": here,
        "BASH_ENV": f"{here}/start.sh",
        "ENV": f"{here}/start.sh",
        "BASH_FUNC_cd%%": f'() {{ echo cd >> "${MARK}"; }}',
        "BASH_FUNC_exec%%": f'() {{ echo exec >> "${MARK}"; }}',
    }
