"""The arrows between the parts, and the walls around third-party packages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "grader").rglob("*.py"))
STAGES = (
    {"course", "errors", "importing", "text", "units", "interrupts"},
    {"fields", "shell"},
    {"dockerfile"},
    {"evidence"},
    {"secrets"},
    {"criterion"},
    {"criteria"},
    {"challenge"},
    {"engine"},
    {"machine"},
    {"bench"},
    {"grading"},
    {"report"},
    {"submission"},
    {"side_by_side"},
    {"authoring", "classroom"},
)
HOMES = {
    "filelock": ("grader/machine/locking.py",),
    "docker": ("grader/engine/",),
    "pytest": ("grader/pytest_plugin/",),
    "yaml": ("grader/challenge/yaml_reader.py",),
    "requests": ("grader/engine/", "grader/bench/http.py"),
    "urllib3": ("grader/engine/client.py",),
    "e2b_dockerfile_utils": ("grader/dockerfile/parse/syntax.py", "grader/dockerfile/ignore.py"),
    "click": ("grader/cli.py", "grader/commands/"),
    "rich": ("grader/report/",),
    "distributed": ("grader/classroom/cluster.py",),
    "jinja2": ("grader/report/pages.py",),
    "markupsafe": ("grader/report/pages.py",),
    "dockerfile_parse": ("grader/authoring/changes.py",),
}


FACE_OF_THE_ENGINE = {
    "grader.engine.begin",
    "grader.engine.model",
    "grader.engine.ownership",
    "grader.engine.child",
    "grader.engine.cache",
    "grader.engine.discovery",
}
"""What others may know of the engine, besides the port: its data, what runs are called, and helpers."""


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "grader")


def _stage(part: str) -> int:
    return next((at for at, parts in enumerate(STAGES) if part in parts), len(STAGES))


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_arrows(file: Path) -> None:
    """No module imports from a part that comes later."""
    part = file.relative_to(ROOT / "grader").parts[0].removesuffix(".py")
    used = {name.split(".")[1] for name in _imports(file) if name.startswith("grader.")} - {"__version__"}
    assert [name for name in used if _stage(name) > _stage(part)] == []


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_walls(file: Path) -> None:
    """Each third-party package is known in one place only."""
    here = file.relative_to(ROOT).as_posix()
    used = {name.partition(".")[0] for name in _imports(file)} & set(HOMES)
    assert [name for name in used if not here.startswith(HOMES[name])] == []


def test_the_seam_to_the_engine() -> None:
    """What is known of Docker or Podman stays behind the port."""
    outside = [file for file in MODULES if file.parent.name != "engine"]
    used = {name for file in outside for name in _imports(file) if name.startswith("grader.engine.")}
    assert used <= FACE_OF_THE_ENGINE
