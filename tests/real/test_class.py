"""A class of 60 graded side by side, killed and resumed, and graded on a cluster."""

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from grader.challenge import Challenge
from tests.real.classes import UNIQUE, make_class

pytestmark = pytest.mark.engine

ROOT = Path(__file__).resolve().parents[2]
LETTERS = {"met": "M", "unmet": "U", "blocked": "B", "broken": "X", "skipped": "S"}
Table = dict[str, tuple[str, int, str]]


@pytest.fixture(scope="module")
def class_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the 60 submissions."""
    return tmp_path_factory.mktemp("class")


@pytest.fixture(scope="module")
def expected(class_folder: Path) -> dict[str, str]:
    """Each submission's outcomes, as letters in the order of the criteria."""
    made = make_class(class_folder, ROOT / "solutions" / "02-multi-stage-builds")
    assert len(made) == 60
    return made


@pytest.fixture(scope="module")
def graded(class_folder: Path, expected: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of one whole run."""
    assert expected
    out = tmp_path_factory.mktemp("marks")
    done = run(class_folder, out)
    assert done.returncode == 0, done.stderr
    return out


def command(class_folder: Path, out: Path, *options: str) -> list[str]:
    """`grader class` over the class."""
    head = [
        sys.executable,
        "-m",
        "grader",
        "class",
        str(class_folder),
        "--challenge",
        "02-multi-stage-builds",
    ]
    return [*head, "--out", str(out), "--quiet", *options]


def run(class_folder: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """`grader class` to its end, with two jobs where nothing else is said."""
    jobs = () if "--cluster" in options else ("--jobs", "2")
    return subprocess.run(
        command(class_folder, out, *jobs, *options), cwd=ROOT, capture_output=True, text=True, timeout=900
    )


def rows(out: Path) -> dict[str, dict[str, Any]]:
    """The rows of class.json by id."""
    return {row["id"]: row for row in json.loads((out / "class.json").read_text())["rows"]}


def table(out: Path) -> Table:
    """What a teacher sees of each submission: outcome, points, outcomes of the criteria."""
    return {
        name: (row["outcome"], row["score"], "".join(LETTERS[mark["outcome"]] for mark in row["marks"]))
        for name, row in rows(out).items()
    }


def starts(out: Path) -> dict[str, int]:
    """How often each content was begun."""
    with closing(sqlite3.connect(out / "journal.sqlite")) as journal:
        return dict(journal.execute("SELECT content, COUNT(*) FROM starts GROUP BY content").fetchall())


def finished(out: Path) -> set[str]:
    """The contents whose results are written down."""
    try:
        with closing(sqlite3.connect(out / "journal.sqlite")) as journal:
            return {row[0] for row in journal.execute("SELECT content FROM results").fetchall()}
    except sqlite3.OperationalError:
        return set()


def test_every_submission_gets_its_outcomes(graded: Path, expected: dict[str, str]) -> None:
    """All 60 have the outcomes that they were made for; what cannot be opened has no marks and a reason."""
    assert {name: marks for name, (_, _, marks) in table(graded).items()} == expected
    unusable = [row for row in rows(graded).values() if not row["marks"]]
    assert len(unusable) == 3
    assert all(row["reason"] and row["outcome"] == "failed" for row in unusable)


def test_equal_submissions_are_graded_once(graded: Path) -> None:
    """Equal content is graded once, also where one is an archive, and the others say whose it is."""
    assert set(starts(graded).values()) == {1}
    same = {name: row["same_as"] for name, row in rows(graded).items() if row["same_as"]}
    assert same["as-taught-4"] == f"as-taught-{UNIQUE - 1}"


def test_every_submission_has_its_files(graded: Path) -> None:
    """Each graded submission has report and logs, the class its table, page and data."""
    for row in rows(graded).values():
        names = {file.name for file in (graded / row["folder"]).glob("*")}
        wanted = {"report.json", "report.html", "build.log", "container.log"} if row["marks"] else set()
        assert names == wanted
    with (graded / "grades.csv").open(newline="") as stream:
        lines = {line["id"]: line for line in csv.DictReader(stream)}
    assert len(lines) == 60
    assert (lines["as-taught-1"]["total"], lines["as-taught-1"]["two-stages"]) == ("100", "20")
    assert (graded / "class.html").stat().st_size > 1000
    assert "about to fail" in (graded / rows(graded)["failing-build-1"]["folder"] / "build.log").read_text()


def test_what_has_not_changed_is_kept(class_folder: Path, graded: Path) -> None:
    """A second run grades nothing; with --again it would. The table stays the same."""
    before, begun = table(graded), starts(graded)
    assert run(class_folder, graded).returncode == 0
    assert (table(graded), starts(graded)) == (before, begun)
    assert all(row["kept"] for row in rows(graded).values() if row["marks"])


def test_a_killed_run_is_resumed(class_folder: Path, graded: Path, tmp_path: Path) -> None:
    """After SIGKILL in the middle, --resume gives the same table and grades nothing a second time."""
    with subprocess.Popen(
        command(class_folder, tmp_path, "--jobs", "2"), cwd=ROOT, stdout=subprocess.DEVNULL
    ) as process:
        deadline = time.monotonic() + 120
        while len(finished(tmp_path)) < 12 and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
    done_before = finished(tmp_path)
    assert 12 <= len(done_before) < 40
    assert run(class_folder, tmp_path, "--resume").returncode == 0
    assert table(tmp_path) == table(graded)
    assert {content: starts(tmp_path)[content] for content in done_before} == dict.fromkeys(done_before, 1)
    subprocess.run([sys.executable, "-m", "grader", "clean"], cwd=ROOT, check=True, capture_output=True)


def test_a_changed_spec_is_judged_on_kept_evidence(
    class_folder: Path, graded: Path, tmp_path: Path, challenge: Challenge
) -> None:
    """--rescore applies a changed limit and changed points without building anything."""
    course = tmp_path / "challenges" / challenge.id
    course.mkdir(parents=True)
    changed = (
        challenge.file.read_text().replace("under: 200MB", "under: 20MB").replace("points: 20", "points: 5")
    )
    (course / "challenge.yaml").write_text(changed)
    begun = starts(graded)
    environment = {**os.environ, "GRADER_ROOT": str(tmp_path), "DOCKER_HOST": "unix:///nowhere.sock"}
    done = subprocess.run(
        command(class_folder, graded, "--rescore"), cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert table(graded)["as-taught-1"] == ("failed", 20, "MUMMM")
    assert starts(graded) == begun


@pytest.fixture
def cluster() -> Iterator[Any]:
    """A Dask cluster of two worker processes, each with the engine that is here."""
    import distributed

    make: Any = distributed.LocalCluster
    with make(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as made:
        yield made


@pytest.mark.parametrize("kill_one", [False, True], ids=["two-workers", "one-is-killed"])
def test_a_cluster_gives_the_same_table(
    class_folder: Path, expected: dict[str, str], tmp_path: Path, cluster: Any, *, kill_one: bool
) -> None:
    """Two worker processes give the same table as threads do, also when one of them is killed."""
    workers = [worker.process.pid for worker in cluster.workers.values()]
    with subprocess.Popen(
        command(class_folder, tmp_path, "--cluster", cluster.scheduler_address),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    ) as process:
        deadline = time.monotonic() + 120
        while kill_one and len(finished(tmp_path)) < 5 and time.monotonic() < deadline:
            time.sleep(0.05)
        if kill_one:
            os.kill(workers[0], signal.SIGKILL)
        assert process.wait(600) == 0
    assert {name: marks for name, (_, _, marks) in table(tmp_path).items()} == expected
    subprocess.run([sys.executable, "-m", "grader", "clean"], cwd=ROOT, check=True, capture_output=True)
