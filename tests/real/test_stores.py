"""The same verdicts on both image stores: on the engine that answers, and on another beside it."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from grader.challenge import Catalogue
from grader.engine import connect
from grader.machine.flavours import STORES
from tests.real.conftest import ROOT
from tests.real.variants import BUILDER, RUNTIME, START

pytestmark = pytest.mark.engine

FLAVOUR = "docker-26"
BASES = ("python:3.11", "python:3.11-slim")
Reports = dict[str, dict[str, Any]]
CHALLENGE = "02-multi-stage-builds"
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
    home, solution = tmp_path_factory.mktemp("stores"), Catalogue(ROOT).load(CHALLENGE).solution
    made = {name: Path(shutil.copytree(solution, home / name)) for name in SUBMISSIONS}
    (made["many-small-files"] / "Dockerfile").write_text(BUILDER + RUNTIME + SMALL_FILES + START)
    return made


@pytest.fixture(scope="module")
def reports(folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """The reports of all submissions by store."""
    if "the private engine" not in script("engine", "status"):
        pytest.skip("another engine is started only where this one is ours, too")
    out, store = tmp_path_factory.mktemp("reports"), connect().about.store
    (other,) = {*STORES} - {store}
    with ThreadPoolExecutor() as pool:
        beside = pool.submit(_graded_beside, other, folders, out / other)
        return {store: _graded(folders, out / store), other: beside.result()}


def _graded_beside(store: str, folders: dict[str, Path], out: Path) -> dict[str, Any]:
    try:
        told = script("engine", "up", "--flavour", FLAVOUR, "--store", store)
        assert f"store {store}" in told
        script("base-images", "--flavour", FLAVOUR, *BASES)
        return _graded(folders, out, str(ROOT / "scripts/engine"), "run", "--flavour", FLAVOUR, "--")
    finally:
        script("engine", "down", "--flavour", FLAVOUR)


def _graded(folders: dict[str, Path], out: Path, *before: str) -> dict[str, Any]:
    """The reports of a `grader` that is called with these words before it."""
    program = (*before, sys.executable, "-m", "grader", "grade", "--challenge", CHALLENGE, "--quiet")
    for name, folder in folders.items():
        called = [*program, str(folder), "--report", str(out / name)]
        done = subprocess.run(called, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
        assert done.returncode in {0, 1}, done.stdout + done.stderr
    return {name: json.loads((out / name / "report.json").read_text()) for name in folders}


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_stores_agree(reports: Reports, name: str) -> None:
    """Both stores give all points and sizes within 2 %, also where disk blocks would exceed the limit."""
    for store, graded in reports.items():
        assert graded[name]["score"] == 100, f"{store}: {graded[name]['criteria']}"
        assert graded[name]["engine"]["store"] == store
    sizes = [graded[name]["image"]["size_bytes"] for graded in reports.values()]
    assert max(sizes) <= min(sizes) * 1.02
