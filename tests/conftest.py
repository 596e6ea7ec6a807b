"""What all tests share: nothing hangs or is timed, the longest begin first, no test remembers another."""

import gc
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from types import FrameType

import pytest

from grader.importing import without_collection
from tests.telling import Telling
from tests.together import Together

MAX_WORK_SECONDS = 60
"""Of the processor, many times what the largest input takes."""

MEMORY = Path("/dev/shm")
"""A folder in memory, where Linux has it: making files there costs little, and waits for no disk."""
ROOM_BYTES = 1 << 30
"""Many times what all tests make."""

NEEDS = {"browser": "browser", "real": "engine"}
"""Folders by what all of their tests need."""

_NUMBERS = count()
LONGEST_FIRST = (
    "test_verify.py",
    "test_class.py",
    "test_entry.py",
    "test_challenge_02.py",
    "test_stores.py",
    "test_action.py",
    "test_grading.py",
    "test_limits.py",
    "test_pulls.py",
    "test_watch.py",
    "test_grade.py",
    "test_cloning.py",
    "test_generated.py",
    "test_architecture.py",
)


def pytest_configure(config: pytest.Config) -> None:
    """No generated example fails for being slow. The process that only hands out tests generates none.

    The folders of the tests are in memory, where there is room and programs may run.
    """
    if _takes_files(MEMORY):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    if hasattr(config, "workerinput"):
        config.pluginmanager.register(Telling())
        if not _cases_are_chosen(config):
            config.pluginmanager.register(Together())
    if not config.getoption("numprocesses", None):
        from hypothesis import settings

        settings.register_profile("untimed", deadline=None)
        settings.load_profile("untimed")


def _cases_are_chosen(config: pytest.Config) -> bool:
    chosen = [*config.args, *(config.getoption("deselect") or ())]
    return bool(config.getoption("keyword")) or any("[" in name for name in chosen)


def _takes_files(folder: Path) -> bool:
    return (
        os.access(folder, os.W_OK | os.X_OK)
        and shutil.disk_usage(folder).free > ROOM_BYTES
        and not os.statvfs(folder).f_flag & os.ST_NOEXEC
    )


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Nothing that is loaded or collected is garbage, and nobody looks for it there again; later, seldom."""
    gc.set_threshold(50_000)
    with without_collection():
        return (yield)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A folder of nothing but what `-m` leaves out is not read."""
    left_out = f"not {NEEDS.get(collection_path.name)}" in config.getoption("markexpr").split(" and ")
    return True if left_out and collection_path.parent == Path(__file__).parent else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With `-n`, order the files so that no process is at work when the others have nothing left to do.

    What tries other engines takes an hour and runs only where `-m` names it.
    """
    if "engines" not in config.getoption("markexpr"):
        items[:] = [item for item in items if item.get_closest_marker("engines") is None]
    if hasattr(config, "workerinput"):
        places = {name: place for place, name in enumerate(LONGEST_FIRST)}
        items.sort(key=lambda item: places.get(item.path.name, len(places)))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """The process that hands out tests does not load what would tell of examples that failed: none did."""
    if exitstatus == pytest.ExitCode.OK and "hypothesis" not in sys.modules:
        session.config.pluginmanager.unregister(name="hypothesispytest")


@pytest.fixture(scope="session", autouse=True)
def _no_memory_of_others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Nothing of the tests is remembered in the home of who runs them."""
    folder = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADER_STATE", str(folder))
        yield folder


@pytest.fixture(autouse=True)
def state(_no_memory_of_others: Path) -> Path:
    """The state folder of one test; it is not there yet."""
    folder = _no_memory_of_others / str(next(_NUMBERS))
    os.environ["GRADER_STATE"] = str(folder)
    return folder


@pytest.fixture
def bounded_work() -> Iterator[None]:
    """Fails a test that never comes to its end. It counts this process's own work, not the clock.

    Python looks for signals between two steps, and so does its matcher of regular expressions.
    """

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        pytest.fail(f"not at its end after {MAX_WORK_SECONDS} seconds of work")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, MAX_WORK_SECONDS)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)
