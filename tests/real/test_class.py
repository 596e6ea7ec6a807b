"""A class of 60, graded side by side, a second time, and by a changed spec."""

import csv
import json
import os
import subprocess
from pathlib import Path

import pytest

from grader.challenge import Challenge
from tests.real.class_runs import ROOT, SOLUTION, command, outcomes, rows, run, starts
from tests.real.classes import QUICK, make_class
from tests.real.variants import VARIANTS

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def class_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the 60 submissions."""
    return tmp_path_factory.mktemp("class")


@pytest.fixture(scope="module")
def expected(class_folder: Path) -> dict[str, str]:
    """Each submission's outcomes, as letters in the order of the criteria."""
    made = make_class(class_folder, SOLUTION)
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


def test_every_submission_gets_its_outcomes(graded: Path, expected: dict[str, str]) -> None:
    """All 60 have the outcomes that they were made for; what cannot be opened has no marks and a reason."""
    assert outcomes(graded) == expected
    unusable = [row for row in rows(graded).values() if not row["marks"]]
    assert len(unusable) == 3
    assert all(row["reason"] and row["outcome"] == "failed" for row in unusable)


def test_every_submission_is_told_why(graded: Path) -> None:
    """What was found, or why it was not judged, is in each one's report."""
    for variant in (variant for variant in VARIANTS if variant.name in QUICK):
        report = json.loads(
            (graded / rows(graded)[f"{variant.name}-1"]["folder"] / "report.json").read_text()
        )
        told = [verdict["found"] or verdict["because"] for verdict in report["criteria"]]
        assert variant.says in "\n".join([*told, *map(str, report["causes"])]), variant.name


def test_equal_submissions_are_graded_once(graded: Path) -> None:
    """Equal content is graded once, also where one is an archive, and the others say whose it is."""
    assert set(starts(graded).values()) == {1}
    same = {name: row["same_as"] for name, row in rows(graded).items() if row["same_as"]}
    assert (same["as-taught-4"], same["as-taught-3"]) == ("as-taught-0", "as-taught-1")


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
    """A second run grades nothing and writes no folder again. The table stays the same."""
    before, begun, written = _marks(graded), starts(graded), _written(graded)
    assert run(class_folder, graded).returncode == 0
    assert (_marks(graded), starts(graded), _written(graded)) == (before, begun, written)
    assert all(row["kept"] for row in rows(graded).values() if row["marks"])


def _marks(out: Path) -> dict[str, object]:
    return {name: (row["outcome"], row["score"], row["marks"]) for name, row in rows(out).items()}


def _written(out: Path) -> dict[Path, int]:
    return {file: file.stat().st_mtime_ns for file in (out / "submissions").glob("*/*")}


def test_a_changed_spec_is_judged_on_kept_evidence(
    class_folder: Path, graded: Path, tmp_path: Path, challenge: Challenge
) -> None:
    """--rescore applies a changed limit and changed points without building anything."""
    course = tmp_path / "challenges" / challenge.id
    course.mkdir(parents=True)
    spec = challenge.file.read_text()
    spec = spec.replace("under: 200MB", "under: 20MB").replace("points: 20", "points: 5")
    spec = spec.replace("    parts: {300MB: 5, 200MB: 20}\n", "")
    (course / "challenge.yaml").write_text(spec)
    begun = starts(graded)
    environment = {**os.environ, "GRADER_COURSE": str(tmp_path), "DOCKER_HOST": "unix:///nowhere.sock"}
    called = command(class_folder, graded, "--rescore")
    done = subprocess.run(called, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert outcomes(graded)["as-taught-1"] == "MUMMM"
    assert (rows(graded)["as-taught-1"]["outcome"], rows(graded)["as-taught-1"]["score"]) == ("failed", 20)
    assert starts(graded) == begun
