"""The options of `pytest grader/`, and a head start for the build; what grades is loaded when needed."""

from pathlib import Path

import pytest

from grader.bench.given import given_in
from grader.bench.head_start import HeadStart
from grader.course import COURSE, starter_folder
from grader.importing import without_collection
from grader.interrupts import interrupt_on_termination

GRADER_FOLDER = Path(__file__).resolve().parents[1]
"""The folder that stands for all challenges when pytest is asked to collect it."""
CHALLENGES = COURSE / "challenges"

HEAD_START = pytest.StashKey[HeadStart]()
"""The head start on the one submission of the session, where there is one."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of `pytest grader/`."""
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
    """Begin the build of the one submission, then load what grades it; a bare `pytest` needs neither."""
    if not _is_grading(config):
        return
    interrupt_on_termination()
    folder = _only_submission(config)
    given = given_in(config.getoption("--challenge")[0]) if folder is not None else None
    if folder is not None and given is not None:
        config.stash[HEAD_START] = HeadStart(folder, given)
    if config.pluginmanager.has_plugin("hypothesispytest"):  # loads all of Hypothesis to tell nothing
        config.pluginmanager.unregister(name="hypothesispytest")
    with without_collection():
        for name in ("selection", "collect", "report"):
            config.pluginmanager.import_plugin(f"grader.pytest_plugin.{name}")


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what nobody went on with."""
    if HEAD_START in config.stash:
        config.stash[HEAD_START].close()


def named_paths(config: pytest.Config) -> list[Path]:
    """The paths that the call names, without the node ids behind them."""
    return [(config.invocation_params.dir / text.partition("::")[0]).resolve() for text in config.args]


def folder_option(config: pytest.Config, option: str) -> Path | None:
    """The folder that an option names; None where it is not given."""
    named = config.getoption(option)
    return config.invocation_params.dir / named if named else None


def _is_grading(config: pytest.Config) -> bool:
    """Whether challenges are named in the call."""
    return any(path == GRADER_FOLDER or path.is_relative_to(CHALLENGES) for path in named_paths(config))


def _only_submission(config: pytest.Config) -> Path | None:
    """The folder that this process will surely build; None where there may be several or none."""
    challenges = config.getoption("--challenge")
    elsewhere = config.getoption("numprocesses", None) or hasattr(config, "workerinput")
    nothing = config.getoption("--static-only") or config.getoption("--collect-only") or elsewhere
    if nothing or len(challenges) != 1:
        return None
    folder = folder_option(config, "--submission") or starter_folder(challenges[0])
    return folder if folder is not None and folder.is_dir() else None
