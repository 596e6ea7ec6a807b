"""`pytest grader/` where no engine answers: what is collected, graded, told and written."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from grader.challenge import Challenge, load_challenge
from grader.memory.gradings import past_gradings
from grader.pytest_plugin import selection

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[2]
CHALLENGE = "02-multi-stage-builds"
NODE = f"challenges/{CHALLENGE}/challenge.yaml"
ONE = ("grader/", "--challenge", CHALLENGE)
SOLVED = (*ONE, "--submission", f"solutions/{CHALLENGE}")
FILES = {"report.json", "report.html", "build.log", "container.log"}

Grade = Callable[..., pytest.RunResult]


@pytest.fixture
def grade(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Grade:
    """Calls pytest in the project's folder."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    return lambda *words: pytester.runpytest_inprocess("-p", "no:cacheprovider", *map(str, words))


def outcomes(folder: Path) -> list[str]:
    """The outcomes in a folder's report, in the order of the spec."""
    report = json.loads((folder / "report.json").read_text())
    return [criterion["outcome"] for criterion in report["criteria"]]


def test_all_challenges_are_collected(grade: Grade) -> None:
    """Without a selection every challenge of the course is collected, one item per criterion."""
    collected = [line for line in grade("grader/", "--collect-only", "-q").outlines if "::" in line]
    files = [line.partition("::")[0] for line in collected]
    specs = sorted((ROOT / "challenges").glob("0*/challenge.yaml"))
    assert Counter(files) == {
        str(spec.relative_to(ROOT)): len(load_challenge(spec).criteria) for spec in specs
    }
    assert len(set(files)) == 6


def test_the_starter_fails(grade: Grade, tmp_path: Path) -> None:
    """What is unmet is a failed item, whose id names file and criterion; what needs an engine is skipped."""
    ran = grade(*ONE, "--static-only", "--report", tmp_path)
    ran.assert_outcomes(failed=2, skipped=3)
    assert (ran.ret, f"FAILED {NODE}::two-stages" in ran.stdout.str()) == (1, True)
    assert outcomes(tmp_path) == ["unmet", "skipped", "skipped", "skipped", "unmet"]
    assert {file.name for file in tmp_path.iterdir()} == FILES
    ran.stdout.fnmatch_lines([f"{CHALLENGE}  starter/{CHALLENGE}", f"report: {tmp_path}/report.html"])


def test_the_solution_passes(grade: Grade) -> None:
    """What is met passes, and the exit code is 0."""
    ran = grade(*SOLVED, "--static-only")
    ran.assert_outcomes(passed=1, skipped=4)
    assert ran.ret == 0


def test_without_an_engine_the_rest_is_an_error(grade: Grade, tmp_path: Path) -> None:
    """What is broken is an error of the item, not a failure; no traceback is shown."""
    ran = grade(*ONE, "--report", tmp_path)
    ran.assert_outcomes(failed=2, errors=3)
    assert outcomes(tmp_path) == ["unmet", "broken", "broken", "broken", "unmet"]
    assert "no container engine answers" in ran.stdout.str()
    assert "Traceback" not in ran.stdout.str()


def test_since_last_time(grade: Grade, tmp_path: Path) -> None:
    """Summary and report tell what got worse since the last session, and each session counts once."""
    (tmp_path / "Dockerfile").write_text((ROOT / f"solutions/{CHALLENGE}" / "Dockerfile").read_text())
    mine = (*ONE, "--static-only", "--submission", tmp_path, "--report", tmp_path / "out")
    assert "since last time" not in grade(*mine).stdout.str()
    (tmp_path / "Dockerfile").write_text("FROM python:3.11\n")
    grade(*mine).stdout.fnmatch_lines(["  since last time: -*two-stages*"])
    told = json.loads((tmp_path / "out" / "report.json").read_text())["since_last_time"]
    assert "two-stages" in [one["id"] for one in told["worse"]]
    assert "since last time" not in grade(*mine).stdout.str()


@pytest.mark.parametrize(
    "words",
    [
        ("grader/", "-k", "two-stages", *SOLVED[1:]),
        (f"{NODE}::two-stages", "--submission", f"solutions/{CHALLENGE}"),
        (f"{NODE}::two-stages", *SOLVED[1:]),
    ],
)
def test_a_part_can_be_selected(grade: Grade, tmp_path: Path, words: tuple[str, ...]) -> None:
    """-k and node ids grade a part, and ask for no more than that; the rest is told as not selected."""
    ran = grade(*words, "--report", tmp_path)
    ran.assert_outcomes(passed=1, deselected=4 if "-k" in words else 0)
    assert outcomes(tmp_path) == ["met", "skipped", "skipped", "skipped", "skipped"]


def test_a_folder_of_challenges_keeps_to_the_selection(grade: Grade) -> None:
    """--challenge counts also where the challenges are named by their folder."""
    grade("challenges/", "--challenge", "02*", "--static-only").assert_outcomes(failed=2, skipped=3)


def test_after_the_first_failure(grade: Grade, tmp_path: Path) -> None:
    """With -x, what was graded until then is reported, with what was learnt on the way."""
    grade(*ONE, "-x", "--static-only", "--report", tmp_path).assert_outcomes(failed=1)
    assert outcomes(tmp_path) == ["unmet", *["skipped"] * 4]
    assert "FROM python:3.11" in (tmp_path / "report.html").read_text()


def test_traceback_style_is_the_callers(grade: Grade) -> None:
    """Failures are told as expected, found and hint where a style is asked for."""
    ran = grade(*ONE, "--static-only", "--tb=short", "-k", "two-stages")
    ran.stdout.fnmatch_lines(["expected: at least 2 stages", "found: 1 stage*", "hint: *"])


def test_a_cause_is_told_once_by_the_items(grade: Grade, tmp_path: Path) -> None:
    """The first item that waits for it tells it; the others say in one line what they wait for."""
    (tmp_path / "Dockerfile").write_text("FROM python:3.11\nEXPSE 5000\n")
    told = grade(*ONE, "--static-only", "--submission", tmp_path, "--tb=short").stdout.str()
    items, _, summary = told.partition("start here")
    summary, *_ = summary.partition("short test summary")  # longer in CI
    assert (items.count("where: Dockerfile:2"), summary.count("Dockerfile:2")) == (1, 1)
    assert items.count("waits for: EXPSE is no instruction") == 3


def test_junit(grade: Grade, tmp_path: Path) -> None:
    """The XML of pytest carries kind, outcome and points of each item."""
    grade(*ONE, "--static-only", f"--junitxml={tmp_path}/junit.xml")
    cases = ET.parse(tmp_path / "junit.xml").getroot().iter("testcase")
    found = [{one.get("name"): one.get("value") for one in case.iter("property")} for case in cases]
    assert found[0] == {"check": "stage_count", "outcome": "unmet", "points": "0", "max_points": "20"}
    assert [one["outcome"] for one in found].count("skipped") == 3


def test_each_challenge_is_loaded_once(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Checking, collecting, grading and reporting share one reading of the spec."""
    loaded: list[Path] = []

    def load(file: Path) -> Challenge:
        loaded.append(file)
        return load_challenge(file)

    monkeypatch.setattr(selection, "load_challenge", load)
    grade("grader/", "--static-only", "--challenge", "0[12]*")
    assert [file.parent.name[:2] for file in loaded] == ["01", "02"]


def test_workers_report_together(grade: Grade, tmp_path: Path) -> None:
    """Whichever process graded which criterion, the reports are those of one process, but for the times."""
    alone, together = tmp_path / "alone", tmp_path / "together"
    words = ("grader/", "--challenge", "0[12]*", "--static-only")
    first = grade(*words, "--report", alone)
    second = grade(*words, "--report", together, "-n", "2", "--dist", "worksteal")
    assert len(past_gradings(CHALLENGE, ROOT / "starter" / CHALLENGE)) == 2  # each session counts once
    assert first.parseoutcomes() == second.parseoutcomes()
    assert {file.relative_to(alone) for file in alone.rglob("*")} == {
        file.relative_to(together) for file in together.rglob("*")
    }
    for file in alone.glob("*/report.json"):
        assert untimed(file) == untimed(together / file.relative_to(alone))
    page = (together / CHALLENGE / "report.html").read_text()
    assert "pip install" in page  # the Dockerfile has come over from the worker


def untimed(file: Path) -> dict[str, Any]:
    """A report without its times."""
    report: dict[str, Any] = json.loads(file.read_text())
    return {**report, "timings": {}}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--challenge", "02-multi-stage-build"), f"did you mean '{CHALLENGE}'?"),
        (("--submission", "solutions"), "--submission needs exactly one challenge"),
        (("--challenge", CHALLENGE, "--submission", "none"), "is not a folder"),
        (("--challenge", CHALLENGE, "--report", "README.md"), "README.md cannot be written"),
    ],
)
def test_a_wrong_call_is_told(grade: Grade, words: tuple[str, ...], told: str) -> None:
    """A wrong call ends with pytest's usage code and the reason; nothing is graded."""
    ran = grade("grader/", *words)
    assert (ran.ret, told in ran.stderr.str()) == (pytest.ExitCode.USAGE_ERROR, True), ran.stderr.str()
    assert "passed" not in ran.stdout.str()
