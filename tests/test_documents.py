"""What the documents name is there: paths, links, commands, options, targets."""

import re
from pathlib import Path

import click
import pytest

from grader.cli import COMMANDS, Commands
from grader.text import did_you_mean
from tests.pages import GUIDES, ROOT, STATEMENTS, WRITTEN, code_of, named

TOP = ".ci .devcontainer challenges docs grader scripts solutions starter templates tests"
FOLDERS = {*TOP.split(), *(path.name for path in (ROOT / "grader").iterdir())}
MADE_WHEN_NEEDED = "starter/.before-reset/"
REPORT_SCHEMA = "grader/report/v2"
MODULES = {file.name for folder in ("grader", "scripts", "tests") for file in (ROOT / folder).rglob("*.py")}


def _is_there(path: str) -> bool:
    """Whether a path is in the repository, or below grader/; ID, KIND and the like stand for any name."""
    if path == MADE_WHEN_NEEDED:
        return True
    pattern = re.sub("ID|KIND|NAME|CHALLENGE", "*", path.rstrip("/"))
    return any(any(top.glob(pattern)) for top in (ROOT, ROOT / "grader"))


@named(WRITTEN)
def test_paths(page: Path) -> None:
    """A path that a page names is there; so is a module that is named without its folder."""
    words = {word for code in code_of(page) for word in re.findall(r"^[\w.][\w./-]*$", code)}
    paths = {word for word in words if "/" in word and word.partition("/")[0] in FOLDERS}
    assert [path for path in sorted(paths - {REPORT_SCHEMA}) if not _is_there(path)] == []
    files = {word for word in words if re.fullmatch(r"[\w-]+\.py", word)}
    assert files - MODULES == set()


@named([*WRITTEN, *STATEMENTS, ROOT / "docs" / "criteria.md"])
def test_links(page: Path) -> None:
    """A relative link leads to a file, and to a heading where it names one."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
        name, _, anchor = target.partition("#")
        if "://" in target:
            continue
        file = (page.parent / name) if name else page
        assert file.exists(), target
        assert not anchor or anchor in _anchors(file), target


def _anchors(file: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", file.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def _command(name: str) -> click.Command | None:
    return Commands("grader").get_command(click.Context(click.Command("grader")), name)


def _options(name: str) -> set[str]:
    command = _command(name)
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return {option for one in (command, *below) if one for field in one.params for option in field.opts}


@named(WRITTEN)
def test_commands(page: Path) -> None:
    """A command that a page names is one of the grader's, and so is each of its options."""
    for code in code_of(page):
        for name, rest in re.findall(r"^grader ([a-z]+)\b([^|;&]*)", code):
            assert name in COMMANDS, f"{code}{did_you_mean(name, COMMANDS)}"
            assert set(re.findall(r"--[a-z-]+", rest)) <= _options(name), code


@named(GUIDES)
def test_options(page: Path, pytestconfig: pytest.Config) -> None:
    """An option that a page names by itself is that of a command, or pytest's or the adapter's."""
    commands = set().union(*(_options(name) for name in COMMANDS))
    for code in code_of(page):
        if re.fullmatch(r"--[a-z-]+([ =]\S+)?", code):
            option = re.split("[ =]", code)[0]
            assert option in commands or _is_pytests(option, pytestconfig), code
        elif code.startswith("pytest "):
            options = re.findall(r"(?<!\S)--?[a-z][a-z-]*", code)
            assert all(_is_pytests(option, pytestconfig) for option in options), code


def _is_pytests(option: str, config: pytest.Config) -> bool:
    return bool(config.getoption(option, "none") != "none")


@named(WRITTEN)
def test_targets(page: Path) -> None:
    """A target of make that a page names is one."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {name for code in code_of(page) for name in re.findall(r"^make ([a-z]+)", code)}
    assert named <= targets
