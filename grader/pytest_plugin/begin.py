"""The course that a session grades, and a head start for the build; then what grades is loaded."""

import gc
from pathlib import Path

import pytest

from grader.bench.given import given_in
from grader.bench.head_start import HeadStart
from grader.course import choose_course, course_folder, starter_folder
from grader.errors import UsageError
from grader.importing import without_collection
from grader.interrupts import interrupt_on_termination
from grader.pytest_plugin.entry import course_around, named_paths, register

HEAD_START = pytest.StashKey[HeadStart]()
"""The head start on the one submission of the session, where there is one."""


def pytest_configure(config: pytest.Config) -> None:
    """Begin the build of the one submission, then load what grades it."""
    try:
        choose_course(_course(config))
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None
    interrupt_on_termination()
    folder = _only_submission(config)
    given = given_in(config.getoption("--challenge")[0]) if folder is not None else None
    if folder is not None and given is not None:
        config.stash[HEAD_START] = HeadStart(folder, given)
    if config.pluginmanager.has_plugin("hypothesispytest"):  # loads all of Hypothesis to tell nothing
        config.pluginmanager.unregister(name="hypothesispytest")
    with without_collection():
        register(config, "selection", "collect", "report")


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what nobody went on with. At the end of the process nobody looks for garbage in what is left."""
    if HEAD_START in config.stash:
        config.stash[HEAD_START].close()
    gc.freeze()


def challenges_folder() -> Path:
    """The folder with the challenges of the session's course."""
    return course_folder() / "challenges"


def folder_option(config: pytest.Config, option: str) -> Path | None:
    """The folder that an option names; None where it is not given."""
    named = config.getoption(option)
    return config.invocation_params.dir / named if named else None


def _course(config: pytest.Config) -> Path:
    """The course whose challenges the call names by their paths, else the one that is found or set."""
    named = {course for path in named_paths(config) if (course := course_around(path))}
    if len(named) > 1:
        listed = ", ".join(sorted(map(str, named)))
        raise UsageError(f"these are challenges of several courses: {listed}; call pytest for each")
    return named.pop() if named else course_folder()


def _only_submission(config: pytest.Config) -> Path | None:
    """The folder that this process will surely build; None where there may be several or none."""
    challenges = config.getoption("--challenge")
    elsewhere = config.getoption("numprocesses", None) or hasattr(config, "workerinput")
    nothing = config.getoption("--static-only") or config.getoption("--collect-only") or elsewhere
    if nothing or len(challenges) != 1:
        return None
    folder = folder_option(config, "--submission") or starter_folder(challenges[0])
    return folder if folder is not None and folder.is_dir() else None
