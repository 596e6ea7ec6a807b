"""The arrows between the parts and the walls around packages, as docs/architecture.md has them."""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
GRADER = ROOT / "grader"
MODULES = sorted(GRADER.rglob("*.py"))
EVERYWHERE = {"grader", "typing_extensions", *sys.stdlib_module_names}
FACE_OF_THE_ENGINE = {
    "grader.engine.begin",
    "grader.engine.build_log",
    "grader.engine.model",
    "grader.engine.ownership",
    "grader.engine.child",
    "grader.engine.cache",
    "grader.engine.discovery",
    "grader.engine.kept_networks",
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
        names = tuple(name.rstrip("/") for name in re.findall(r"`(.+?)`", parts))
        yield Row(names, dict(_homes(homes, names)))


def _homes(cell: str, parts: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """`package` in `path` and `path`, ...; without a path, all parts of the row are its home."""
    for home in filter(None, cell.split(", ")):
        package, *paths = re.findall(r"`(.+?)`", home)
        yield package, tuple(path.rstrip("/") for path in paths) or parts


ROWS = tuple(_rows())


def _part(file: Path) -> str:
    return file.relative_to(GRADER).parts[0].removesuffix(".py")


def _stage(part: str) -> int:
    return next(at for at, row in enumerate(ROWS) if part in row.parts)


@cache
def _imports(file: Path) -> frozenset[str]:
    return frozenset(_names_of_imports(ast.parse(file.read_text())))


def _names_of_imports(tree: ast.Module) -> Iterator[str]:
    for node in _statements(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "grader")


def _statements(block: ast.AST) -> Iterator[ast.AST]:
    """Each statement; what is within one is a field of this name, and expressions hold none."""
    for name in ("body", "orelse", "handlers", "finalbody", "cases"):
        for node in getattr(block, name, ()):
            yield node
            yield from _statements(node)


def _offenders(is_offence: Callable[[Path, str], bool]) -> list[str]:
    assert len(MODULES) > 100
    return [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in MODULES
        for name in sorted(_imports(file))
        if is_offence(file, name)
    ]


def _homes_here(file: Path, package: str) -> set[str]:
    """The homes of a package that this file is, or is in."""
    here = {file.relative_to(GRADER).as_posix(), _part(file)}
    return {home for row in ROWS for home in row.homes.get(package, ()) if home in here}


def test_every_part_has_its_row() -> None:
    """The table names all parts of the grader, each once."""
    named = [part for row in ROWS for part in row.parts]
    assert sorted(named) == sorted({_part(file) for file in MODULES} - {"__init__"})


def test_arrows() -> None:
    """No module imports from a part that comes later."""

    def is_later(file: Path, name: str) -> bool:
        if not name.startswith("grader.") or name == "grader.__version__":
            return False
        return _stage(name.split(".")[1]) > _stage(_part(file))

    assert _offenders(is_later) == []


def test_walls() -> None:
    """Each third-party package is known where the table says, and nowhere else."""

    def is_abroad(file: Path, name: str) -> bool:
        package = name.partition(".")[0]
        return package not in EVERYWHERE and not _homes_here(file, package)

    assert _offenders(is_abroad) == []


def test_no_home_is_empty() -> None:
    """Where the table says that a package is known, it is."""
    named = {(package, home) for row in ROWS for package, homes in row.homes.items() for home in homes}
    used = {(file, name.partition(".")[0]) for file in MODULES for name in _imports(file)}
    assert named == {(package, home) for file, package in used for home in _homes_here(file, package)}


def test_the_seam_to_the_engine() -> None:
    """What is known of Docker or Podman stays behind the port."""

    def is_behind(file: Path, name: str) -> bool:
        outside = file.parent.name != "engine" and name.startswith("grader.engine.")
        return outside and name not in FACE_OF_THE_ENGINE

    assert _offenders(is_behind) == []


def test_kinds_are_small() -> None:
    """A kind's file says what it asks and how it judges; what several share, or only words it, lies below."""
    lines = {file.name: len(file.read_text().splitlines()) for file in GRADER.glob("criteria/[a-z]*.py")}
    assert len(lines) > 20
    assert median(lines.values()) <= 75
    assert [name for name, count in lines.items() if count > 130] == []
