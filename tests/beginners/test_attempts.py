"""What beginners read after each attempt, and whether it takes them on.

`UPDATE_GOLDEN=1 pytest tests/beginners` grades all attempts anew, keeps what was found out, and writes the
texts; with `-m "not engine"` it writes the texts of what was kept. Read the difference before a commit.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader.grading import Outcome
from grader.report import Report
from grader.side_by_side import SideBySide
from grader.submission import GradingOptions
from tests.beginners.attempts import CHALLENGES, FOLDER, Attempt, attempts, keep, report_of, seen
from tests.called import ROOT

UPDATE = "UPDATE_GOLDEN" in os.environ
ALL = [attempt for challenge in CHALLENGES for attempt in attempts(challenge)]
TRIED = [
    Attempt("01-dockerignore-and-healthcheck", "2"),
    Attempt("02-multi-stage-builds", "1"),
    Attempt("03-production-image", "3"),
    Attempt("04-build-variants", "1"),
    Attempt("05-alpine-runtime", "other"),
    Attempt("06-flask-backend", "2"),
]
"""One of each challenge, graded anew in the tests."""
MOST_ATTEMPTS = 3
JOBS = 3


@pytest.fixture(autouse=True)
def in_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that are shown name folders as seen from here."""
    monkeypatch.chdir(ROOT)


@pytest.mark.engine
def test_what_was_found_out_is_so(tmp_path: Path) -> None:
    """Graded anew, each comes to the same verdicts and causes as what is kept of it."""
    graded = dict(_graded(ALL if UPDATE else TRIED, tmp_path))
    assert {each: _told(report) for each, report in graded.items()} == {
        each: _told(report_of(each)) for each in graded
    }


@pytest.mark.parametrize("challenge", CHALLENGES)
def test_texts(challenge: str) -> None:
    """They are what they were when somebody last read them."""
    for attempt in attempts(challenge):
        if UPDATE:
            attempt.text.write_text(seen(attempt), encoding="utf-8")
        assert seen(attempt) == attempt.text.read_text(encoding="utf-8")


@pytest.mark.parametrize("challenge", CHALLENGES)
def test_two_rounds_after_the_first(challenge: str) -> None:
    """Who does what the texts say has all points at the third attempt at the latest, and goes forward."""
    own = [attempt for attempt in attempts(challenge) if attempt.name.isdigit()]
    points = [report_of(attempt).score for attempt in own]
    assert 2 <= len(points) <= MOST_ATTEMPTS
    assert points == sorted(set(points))
    assert (points[-1], len(attempts(challenge))) == (100, 3)


def test_no_file_is_left_over() -> None:
    """Each text and each piece of evidence belongs to an attempt."""
    left = {path.parent / path.name.partition(".")[0] for path in FOLDER.glob("[0-9]*/*") if path.is_file()}
    assert left == {attempt.files for attempt in ALL}


def _graded(chosen: list[Attempt], folder: Path) -> Iterator[tuple[Attempt, Report]]:
    """Each with its report, graded side by side; kept where that is wanted."""
    with SideBySide() as side, ThreadPoolExecutor(JOBS) as threads:
        options = [GradingOptions(shown=f"starter/{attempt.challenge}") for attempt in chosen]
        folders = [attempt.hand_in(folder) for attempt in chosen]
        specs = [attempt.spec() for attempt in chosen]
        for attempt, graded in zip(chosen, threads.map(side.grade, specs, folders, options), strict=True):
            assert graded.failure is None, graded.failure
            if UPDATE:
                keep(attempt, graded)
            yield attempt, graded.report


def _told(report: Report) -> tuple[dict[str, tuple[Outcome, int]], list[tuple[str, str]]]:
    verdicts = {each.id: (each.outcome, each.points) for each in report.criteria}
    return verdicts, [(told.cause.id, told.cause.title) for told in report.causes]
