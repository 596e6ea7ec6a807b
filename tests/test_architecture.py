"""The arrows between the parts and the walls around packages, as docs/architecture.md has them."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GRADER = ROOT / "grader"
MODULES = sorted(GRADER.rglob("*.py"))
EVERYWHERE = {"grader", "typing_extensions", *sys.stdlib_module_names}
FACE_OF_THE_ENGINE = {
    "grader.engine.begin",
    "grader.engine.model",
    "grader.engine.ownership",
    "grader.engine.child",
    "grader.engine.cache",
    "grader.engine.discovery",
}
"""What others may know of the engine, besides the port: its data, what runs are called, and helpers."""


@dataclass(frozen=True)
class Row:
    """A row of the table of modules: parts of the grader, and each package with the paths that import it."""

    parts: tuple[str, ...]
    homes: dict[str, tuple[str, ...]]


def _rows() -> Iterator[Row]:
    table = (ROOT / "docs" / "architecture.md").read_text().partition("\n## Modules\n")[2]
    for parts, homes in re.findall(r"^\| (`.+?) \|.+\| (.*?) ?\|$", table, re.MULTILINE):
        names = tuple(re.findall(r"`(.+?)`", parts))
        yield Row(tuple(name.rstrip("/") for name in names), dict(_homes(homes, names)))


def _homes(cell: str, parts: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """`package` in `path` and `path`, ...; without a path, all parts of the row are its home."""
    for home in filter(None, cell.split(", ")):
        package, *paths = re.findall(r"`(.+?)`", home)
        yield package, tuple(path.rstrip("/") for path in paths or parts)


ROWS = list(_rows())


def _part(file: Path) -> str:
    return file.relative_to(GRADER).parts[0].removesuffix(".py")


def _stage(part: str) -> int:
    return next(at for at, row in enumerate(ROWS) if part in row.parts)


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "grader")


def _packages(file: Path) -> set[str]:
    return {name.partition(".")[0] for name in _imports(file)} - EVERYWHERE


def test_every_part_has_its_row() -> None:
    """The table names all parts of the grader, each once."""
    named = [part for row in ROWS for part in row.parts]
    there = {_part(file) for file in MODULES} - {"__init__"}
    assert sorted(named) == sorted(there)


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_arrows(file: Path) -> None:
    """No module imports from a part that comes later."""
    used = {name.split(".")[1] for name in _imports(file) if name.startswith("grader.")} - {"__version__"}
    assert [name for name in used if _stage(name) > _stage(_part(file))] == []


def test_walls() -> None:
    """Each third-party package is imported where the table says, and nowhere else."""
    named = {(package, home) for row in ROWS for package, homes in row.homes.items() for home in homes}
    used = {(package, file) for file in MODULES for package in _packages(file)}
    at_home = {(package, home, file) for package, file in used for home in _homes_of(package) & _around(file)}
    assert used - {(package, file) for package, _, file in at_home} == set()
    assert named - {(package, home) for package, home, _ in at_home} == set()


def _homes_of(package: str) -> set[str]:
    return {home for row in ROWS for home in row.homes.get(package, ())}


def _around(file: Path) -> set[str]:
    """What may be called its home: the file itself, and its part."""
    path = file.relative_to(GRADER)
    return {path.as_posix(), _part(file)}


def test_the_seam_to_the_engine() -> None:
    """What is known of Docker or Podman stays behind the port."""
    outside = [file for file in MODULES if file.parent.name != "engine"]
    used = {name for file in outside for name in _imports(file) if name.startswith("grader.engine.")}
    assert used <= FACE_OF_THE_ENGINE
