"""What is said of the package, and how it is released."""

import importlib
import re
import tomllib
from pathlib import Path
from typing import Any

import yaml

from grader import __version__
from grader.criterion.installed import GROUP

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
RELEASE: dict[str, Any] = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text())
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())


def test_entry_points() -> None:
    """Pytest's adapter is named like its module, so that a conftest.py that names it, too, does no harm."""
    (plugin,) = PROJECT["project"]["entry-points"]["pytest11"].items()
    assert plugin == ("grader.pytest_plugin", "grader.pytest_plugin")
    assert importlib.import_module(plugin[1]).pytest_plugins == ["grader.pytest_plugin.entry"]
    assert f'"{GROUP}"' in (ROOT / "CONTRIBUTING.md").read_text()


def test_files_of_the_package() -> None:
    """What is read beside the modules is in the wheel, and types are marked."""
    listed = PROJECT["tool"]["setuptools"]["package-data"]
    for package, patterns in listed.items():
        folder = ROOT / package.replace(".", "/")
        assert all(any(folder.glob(pattern)) for pattern in patterns)
    held = {file for package in listed for file in (ROOT / package.replace(".", "/")).rglob("*")}
    files = {file for file in (ROOT / "grader").rglob("*") if file.is_file()}
    assert {file for file in files if file.suffix not in {".py", ".pyc"}} <= held
    assert (ROOT / "CHANGELOG.md").read_text().startswith(f"# Changelog\n\n## {__version__}")


def test_a_release_is_built_tested_and_published_in_turn() -> None:
    """Only a tag starts it, the version's; only the last job may publish, and it holds no secret."""
    assert RELEASE["on"] == {"push": {"tags": ["v*"]}}
    jobs = RELEASE["jobs"]
    assert [(name, job.get("needs")) for name, job in jobs.items()] == [
        ("build", None),
        ("test", "build"),
        ("publish", "test"),
    ]
    assert RELEASE["permissions"] == {"contents": "read"}
    assert {name: job.get("permissions") for name, job in jobs.items()} == {
        "build": None,
        "test": None,
        "publish": {"id-token": "write"},
    }
    scripts = "\n".join(step.get("run", "") for job in jobs.values() for step in job["steps"])
    assert "${{" not in scripts
    for command in ("python -m build\n", "twine check --strict dist/*", "grader verify"):
        assert command in scripts
    found = re.search(r"sed -n '(.*)' grader/__init__\.py", scripts)
    assert found is not None
    assert re.search(r'^__version__ = "(.*)"$', (ROOT / "grader" / "__init__.py").read_text(), re.MULTILINE)


def test_hooks() -> None:
    """Learners' hook takes the files of a starter and needs no engine; authors' runs before a push only."""
    learners, authors = HOOKS
    assert (learners["id"], learners["entry"]) == ("grade-static", "grader static")
    assert re.match(learners["files"], "starter/01-hello/Dockerfile")
    assert not re.match(learners["files"], "solutions/01-hello/Dockerfile")
    assert (authors["id"], authors["entry"], authors["pass_filenames"]) == ("verify", "grader verify", False)
    assert authors["stages"] == ["pre-push", "manual"]
    assert all(re.match(authors["files"], name) for name in ("grader.toml", "challenges/a/wrong.yaml"))
