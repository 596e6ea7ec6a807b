"""The same verdicts on both image stores. These tests restart the private engine, so they come last."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.engine import connect
from grader.report import Report
from tests.real.variants import BUILDER, RUNTIME, START

pytestmark = [pytest.mark.engine, pytest.mark.alone]

ROOT = Path(__file__).resolve().parents[2]
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
def on_each_store() -> Iterator[Callable[[Callable[[], Report]], dict[str, Report]]]:
    """Calls a function on either store of the private engine, and goes back to the first afterwards."""
    if "the private engine" not in script("engine", "status"):
        pytest.skip("this engine is not ours to restart")
    before = connect().about.store

    def call(grading: Callable[[], Report]) -> dict[str, Report]:
        reports: dict[str, Report] = {}
        for store in ("overlay2", "containerd"):
            script("engine", "up", "--store", store)
            script("base-images", "--quiet")
            assert connect().about.store == store
            reports[store] = grading()
        return reports

    yield call
    script("engine", "up", "--store", before)


@pytest.mark.parametrize("small_files", [False, True], ids=["solution", "many-small-files"])
def test_stores_agree(
    on_each_store: Callable[[Callable[[], Report]], dict[str, Report]],
    grade: Callable[..., Report],
    submission: Path,
    *,
    small_files: bool,
) -> None:
    """Both stores give all points and sizes within 2 %, also where disk blocks would exceed the limit."""
    if small_files:
        (submission / "Dockerfile").write_text(BUILDER + RUNTIME + SMALL_FILES + START)
    reports = on_each_store(lambda: grade(submission))
    for store, report in reports.items():
        told = [f"{verdict.outcome}: {verdict.found or verdict.because}" for verdict in report.criteria]
        assert report.score == 100, f"{store}: {told}"
    sizes = [report.image.size_bytes for report in reports.values() if report.image]
    assert len(sizes) == 2
    assert max(sizes) <= min(sizes) * 1.02
