"""A class whose run is killed and resumed, and one on a cluster that loses a worker."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.real.class_runs import SOLUTION, begin, clean, outcomes, rows, run, starts, wait_for_results
from tests.real.classes import FEW, FEW_UNUSABLE, UNIQUE, make_class

pytestmark = pytest.mark.engine

GRADED = len(FEW) * UNIQUE


@pytest.fixture(scope="module")
def class_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the 16 submissions."""
    return tmp_path_factory.mktemp("class")


@pytest.fixture(scope="module")
def expected(class_folder: Path) -> dict[str, str]:
    """Each submission's outcomes, as letters in the order of the criteria."""
    made = make_class(class_folder, SOLUTION, FEW, FEW_UNUSABLE)
    assert len(made) == 16
    return made


def test_a_killed_run_is_resumed(class_folder: Path, expected: dict[str, str], tmp_path: Path) -> None:
    """After SIGKILL in the middle, --resume gives every outcome and grades nothing a second time."""
    with begin(class_folder, tmp_path, "--jobs", "2") as process:
        wait_for_results(tmp_path, 2)
        process.send_signal(signal.SIGKILL)
    done_before = wait_for_results(tmp_path, 2)
    assert 2 <= len(done_before) < GRADED
    assert run(class_folder, tmp_path, "--resume").returncode == 0
    assert outcomes(tmp_path) == expected
    assert {content: starts(tmp_path)[content] for content in done_before} == dict.fromkeys(done_before, 1)
    clean()


@pytest.fixture
def cluster() -> Iterator[Any]:
    """A Dask cluster of two worker processes, each with the engine that is here."""
    import distributed

    make: Any = distributed.LocalCluster
    with make(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as made:
        yield made


def test_a_cluster_gives_the_same_table(
    class_folder: Path, expected: dict[str, str], tmp_path: Path, cluster: Any
) -> None:
    """Two worker processes give every outcome, although one of them is killed in the middle."""
    workers = [worker.process.pid for worker in cluster.workers.values()]
    with begin(class_folder, tmp_path, "--cluster", cluster.scheduler_address) as process:
        assert len(wait_for_results(tmp_path, 2)) < GRADED
        os.kill(workers[0], signal.SIGKILL)
        assert process.wait(600) == 0
    assert outcomes(tmp_path) == expected
    files = {path.name for path in (tmp_path / rows(tmp_path)["failing-build-1"]["folder"]).iterdir()}
    assert files == {"report.json", "report.html", "build.log", "container.log"}
    clean()
