"""`pytest challenges/` in a course of its own, and pytest where there is nothing to grade."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import VARIABLE
from tests.challenge.test_loader import GOOD

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[2]
ADAPTER = ("-p", "grader.pytest_plugin", "-p", "no:cacheprovider", "-p", "no:anyio")
"""As an installed grader brings it."""
Grade = Callable[..., pytest.RunResult]


def course(folder: Path) -> Path:
    """A course with one challenge, whose starter has one stage."""
    for name, text in (("challenges/demo/challenge.yaml", GOOD), ("starter/demo/Dockerfile", "FROM x\n")):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def grade(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Grade:
    """Calls pytest in a folder; what it says about the course ends with the test."""
    monkeypatch.setenv(VARIABLE, "")

    def call(*words: object, here: Path) -> pytest.RunResult:
        monkeypatch.chdir(here)
        return pytester.runpytest_inprocess(*ADAPTER, *map(str, words))

    return call


@pytest.mark.parametrize("below", [".", "starter/demo"])
def test_a_course_is_graded_by_its_folder(grade: Grade, tmp_path: Path, below: str) -> None:
    """The challenges that the call names are graded by their own course, wherever the shell stands."""
    here = course(tmp_path / "course") / below
    ran = grade(tmp_path / "course" / "challenges", "--static-only", here=here)
    ran.assert_outcomes(failed=1)
    assert "found     1 stage" in ran.stdout.str()


def test_challenges_of_two_courses(grade: Grade, tmp_path: Path) -> None:
    """One call grades one course."""
    one, two = course(tmp_path / "a"), course(tmp_path / "b")
    said = grade(one / "challenges", two / "challenges", here=tmp_path).stderr.str()
    assert f"challenges of several courses: {one}, {two}" in said


def test_unrelated_tests_load_nothing(tmp_path: Path) -> None:
    """Where no challenge is named, no more of the grader is loaded than its options, and no library."""
    (tmp_path / "test_a.py").write_text(
        "import sys\n\ndef test_a():\n    print(sorted(m for m in sys.modules if m.split('.')[0] in\n"
        "        {'grader', 'pydantic', 'docker', 'yaml', 'rich', 'requests', 'click'}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *ADAPTER, "-s", "-p", "no:hypothesispytest"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert "['grader', 'grader.pytest_plugin', 'grader.pytest_plugin.entry']" in done.stdout, done


def test_the_graders_modules_are_not_rewritten(tmp_path: Path) -> None:
    """Python loads them, which is quicker; the asserts of tests beside the challenges still explain."""
    here = course(tmp_path / "course")
    (here / "test_own.py").write_text(
        "import sys\n\ndef test_own():\n"
        "    loaders = {type(sys.modules[name].__spec__.loader).__name__\n"
        "        for name in ('grader.challenge', 'grader.pytest_plugin.collect')}\n"
        "    assert loaders == {'seven'}\n"
    )
    words = (sys.executable, "-m", "pytest", *ADAPTER, "challenges", "test_own.py", "--static-only")
    ran = subprocess.run(words, cwd=here, capture_output=True, text=True, timeout=60)
    assert "assert {'SourceFileLoader'} ==" in ran.stdout
