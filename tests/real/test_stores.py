"""The same verdicts on both image stores. These tests restart the private engine, so they come last."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.challenge import Catalogue
from grader.engine import connect
from grader.report import Report
from grader.submission import GradingOptions, grade
from tests.real.conftest import ROOT
from tests.real.variants import BUILDER, RUNTIME, START

pytestmark = [pytest.mark.engine, pytest.mark.alone]

STORES = ("overlay2", "containerd")
SUBMISSIONS = ("solution", "many-small-files")
# 12,000 files of 1,500 bytes take 18 MB of file bytes, but 49 MB in blocks of 4,096 bytes.
SMALL_FILES = (
    "RUN python -c \"import os; os.makedirs('/data'); "
    "[open(f'/data/{i}', 'wb').write(os.urandom(1500)) for i in range(12000)]; "
    "open('/data/large', 'wb').write(os.urandom(20000000))\"\n"
)


def script(*command: str) -> str:
    """Run one of the project's scripts; what it printed."""
    done = subprocess.run(
        [ROOT / "scripts" / command[0], *command[1:]], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The submissions by name."""
    home, solution = tmp_path_factory.mktemp("stores"), Catalogue(ROOT).load("02-multi-stage-builds").solution
    made = {name: Path(shutil.copytree(solution, home / name)) for name in SUBMISSIONS}
    (made["many-small-files"] / "Dockerfile").write_text(BUILDER + RUNTIME + SMALL_FILES + START)
    return made


@pytest.fixture(scope="module")
def reports(folders: dict[str, Path]) -> Iterator[dict[str, dict[str, Report]]]:
    """The reports of all submissions by store; the engine is restarted for the other store, and back."""
    if "the private engine" not in script("engine", "status"):
        pytest.skip("this engine is not ours to restart")
    before = connect().about.store
    try:
        yield {store: _graded(store, folders) for store in sorted(STORES, key=lambda store: store != before)}
    finally:
        script("engine", "up", "--store", before)


def _graded(store: str, folders: dict[str, Path]) -> dict[str, Report]:
    script("engine", "up", "--store", store)
    script("base-images", "--quiet")
    assert connect().about.store == store
    challenge = Catalogue(ROOT).load("02-multi-stage-builds")
    return {
        name: grade(challenge, folder, GradingOptions(shown=name)).report for name, folder in folders.items()
    }


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_stores_agree(reports: dict[str, dict[str, Report]], name: str) -> None:
    """Both stores give all points and sizes within 2 %, also where disk blocks would exceed the limit."""
    for store, graded in reports.items():
        told = [f"{verdict.outcome}: {verdict.found or verdict.because}" for verdict in graded[name].criteria]
        assert graded[name].score == 100, f"{store}: {told}"
    sizes = [image.size_bytes for graded in reports.values() if (image := graded[name].image)]
    assert len(sizes) == 2
    assert max(sizes) <= min(sizes) * 1.02
