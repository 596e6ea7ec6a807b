"""What the tests on a real engine share."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.challenge import Catalogue, Challenge
from grader.engine.compatible import CompatibleEngine
from grader.engine.discovery import find_engine
from grader.engine.ownership import OWNER_LABEL
from grader.errors import EngineUnavailableError
from grader.report import Report
from grader.submission import GradingOptions
from grader.submission import grade as grade_submission
from tests.needed import missing

ROOT = Path(__file__).resolve().parents[2]

Grade = Callable[..., Report]


@pytest.fixture(scope="session")
def engine() -> CompatibleEngine:
    """A live engine; without one the test is skipped on a laptop and fails in CI."""
    try:
        return find_engine()
    except EngineUnavailableError as error:
        missing(f"no engine: {error}")


@pytest.fixture(scope="session", autouse=True)
def nothing_is_kept_from_before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Images are looked into by today's code: a fact that an earlier run kept would prove nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def challenge() -> Challenge:
    """Challenge 02."""
    return Catalogue(ROOT).load("02-multi-stage-builds")


@pytest.fixture
def grade(challenge: Challenge) -> Grade:
    """Grades a folder against challenge 02, with a build limit of one's own where wanted."""

    def run(folder: Path, *, build_limit: float | None = None) -> Report:
        limits = challenge.limits
        limits = limits.model_copy(update={"build": build_limit}) if build_limit else limits
        options = GradingOptions(shown=folder.name, limits=limits)
        return grade_submission(challenge, folder, options).report

    return run


@pytest.fixture
def submission(tmp_path: Path, challenge: Challenge) -> Path:
    """A copy of the solution, to be changed."""
    return Path(shutil.copytree(challenge.solution, tmp_path / "submission"))


@pytest.fixture(autouse=True)
def nothing_is_left(engine: CompatibleEngine) -> Iterator[None]:
    """Each test leaves no container and no image behind."""
    yield
    label = {"label": [f"{OWNER_LABEL}={socket.gethostname()}:{os.getpid()}"]}
    assert engine.connection.api.containers(all=True, filters=label) == []
    assert engine.connection.api.images(all=True, filters=label) == []
