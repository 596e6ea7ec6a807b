"""The arrows between the parts, and the walls around third-party packages."""

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

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


@cache
def _imports(file: Path) -> frozenset[str]:
    return frozenset(_names_of_imports(ast.parse(file.read_text())))


def _names_of_imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "grader")


def _stage(part: str) -> int:
    return next((at for at, parts in enumerate(STAGES) if part in parts), len(STAGES))


def _offenders(is_offence: Callable[[Path, str], bool]) -> list[str]:
    assert len(MODULES) > 100
    return [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in MODULES
        for name in sorted(_imports(file))
        if is_offence(file, name)
    ]


def test_arrows() -> None:
    """No module imports from a part that comes later."""

    def is_later(file: Path, name: str) -> bool:
        if not name.startswith("grader.") or name == "grader.__version__":
            return False
        part = file.relative_to(ROOT / "grader").parts[0].removesuffix(".py")
        return _stage(name.split(".")[1]) > _stage(part)

    assert _offenders(is_later) == []


def test_walls() -> None:
    """Each third-party package is known in one place only."""

    def is_abroad(file: Path, name: str) -> bool:
        homes = HOMES.get(name.partition(".")[0])
        return homes is not None and not file.relative_to(ROOT).as_posix().startswith(homes)

    assert _offenders(is_abroad) == []


def test_the_seam_to_the_engine() -> None:
    """What is known of Docker or Podman stays behind the port."""

    def is_behind(file: Path, name: str) -> bool:
        outside = file.parent.name != "engine" and name.startswith("grader.engine.")
        return outside and name not in FACE_OF_THE_ENGINE

    assert _offenders(is_behind) == []
