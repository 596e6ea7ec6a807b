"""A new course with one challenge, proven as it is; its files start as those of course/ beside this one."""

import json
import tempfile
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from string import Template

from grader import __version__
from grader.authoring.scaffold import write_challenge
from grader.authoring.schema import SCHEMAS
from grader.challenge import Catalogue
from grader.errors import UsageError

FIRST = "01-hello"
_TEMPLATES = Path(__file__).with_name("course")
_FILES = {
    ".devcontainer/Dockerfile": "devcontainer.Dockerfile",
    ".devcontainer/devcontainer.json": "devcontainer.json",
    f".github/workflows/{FIRST}.yml": "grade.yml",
    ".github/workflows/verify.yml": "verify.yml",
    ".gitignore": "gitignore",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    "README.md": "README.md",
    f"challenges/{FIRST}/README.md": "hello.md",
    "grader.toml": "grader.toml",
    "requirements.txt": "requirements.txt",
}
_PLACE = "https://github.com/YOUR-COURSE/container-challenges"
"""Stands for the grader's repository where the installed package does not tell it."""


def write_course(folder: Path, title: str) -> list[Path]:
    """Write a new course into the folder, all of it or nothing; returns its files, sorted.

    UsageError where something is there already, but for .git.
    """
    if folder.exists() and (not folder.is_dir() or _holds_something(folder)):
        raise UsageError(f"{folder} is there already: a new course goes into a new or an empty folder")
    if not title.strip() or not title.isprintable():
        raise UsageError(f"a title is a line of text, got {title!r}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".grader-init-", dir=folder) as made:
            _write(Path(made), title)
            for entry in Path(made).iterdir():
                entry.rename(folder / entry.name)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}") from None
    return sorted(path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)


def _holds_something(folder: Path) -> bool:
    return any(entry.name != ".git" for entry in folder.iterdir())


def _write(course: Path, title: str) -> None:
    write_challenge(FIRST, Catalogue(course), title="Hello: two stages")
    address = _address()
    words = {
        "title": title,
        "toml_title": json.dumps(title, ensure_ascii=False),
        "version": __version__,
        "address": address,
        "repository": "/".join(address.split("/")[-2:]),
    }
    for name, template in _FILES.items():
        text = Template((_TEMPLATES / template).read_text("utf-8")).safe_substitute(words)
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        (course / name).write_text(text, encoding="utf-8")
    for name, schema in SCHEMAS.items():
        text = json.dumps(schema(), indent=2) + "\n"
        (course / "challenges" / f"{name}.schema.json").write_text(text, encoding="utf-8")


def _address() -> str:
    """Where the grader's repository is, as the installed package tells it."""
    try:
        links = metadata("container-challenge-grader").get_all("Project-URL") or []
    except PackageNotFoundError:
        links = []
    named = [link.partition(", ")[2] for link in links if link.startswith("Repository, ")]
    return named[0] if named else _PLACE
