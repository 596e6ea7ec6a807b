"""The options, for every pytest of an environment with the grader in it.

Where no challenge is named, nothing else is loaded: other people's tests must not pay for it.
"""

from importlib import import_module
from pathlib import Path

import pytest

GRADER_FOLDER = Path(__file__).resolve().parents[1]
"""The folder that stands for all challenges of the course when pytest is asked to collect it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of `pytest challenges/`."""
    group = parser.getgroup("grader", "grading container exercises")
    group.addoption(
        "--challenge",
        action="append",
        default=[],
        metavar="ID",
        help="grade this challenge only (repeatable, * matches any text)",
    )
    group.addoption(
        "--submission", metavar="DIR", help="grade this folder instead of starter/ID (with one --challenge)"
    )
    group.addoption("--report", metavar="DIR", help="write the reports and the logs into this folder")
    group.addoption("--static-only", action="store_true", help="grade only what needs no container engine")


def pytest_configure(config: pytest.Config) -> None:
    """Load the rest where challenges are named in the call."""
    if any(path == GRADER_FOLDER or course_around(path) for path in named_paths(config)):
        from grader.importing import without_rewriting

        without_rewriting()
        register(config, "begin")


def register(config: pytest.Config, *names: str) -> None:
    """Load modules of the adapter as plugins; pytest's own way would mark them to be rewritten."""
    for name in names:
        module = import_module(f"grader.pytest_plugin.{name}")
        config.pluginmanager.register(module, module.__name__)


def named_paths(config: pytest.Config) -> list[Path]:
    """The paths that the call names, without the node ids behind them."""
    return [(config.invocation_params.dir / text.partition("::")[0]).resolve() for text in config.args]


def course_around(path: Path) -> Path | None:
    """The course whose challenges/ the path is, or is in; None where there is none."""
    for folder in (path, *path.parents):
        if folder.name == "challenges" and any(folder.glob("*/challenge.yaml")):
            return folder.parent
    return None
