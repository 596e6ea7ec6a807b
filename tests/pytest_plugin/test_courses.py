"""`pytest challenges/` in a course of its own, and pytest where there is nothing to grade."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.challenge.test_loader import GOOD

ROOT = Path(__file__).resolve().parents[2]


def course(folder: Path) -> Path:
    """A course with one challenge, whose starter has one stage."""
    for name, text in (("challenges/demo/challenge.yaml", GOOD), ("starter/demo/Dockerfile", "FROM x\n")):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text)
    return folder


def called(*words: str, here: Path, variables: dict[str, str] | None = None) -> str:
    """What pytest says, with the adapter as an installed grader brings it."""
    command = [sys.executable, "-m", "pytest", "-p", "grader.pytest_plugin", "-p", "no:cacheprovider", *words]
    done = subprocess.run(
        command, cwd=here, env={"PYTHONPATH": str(ROOT), **(variables or {})}, capture_output=True, text=True
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("below", [".", "starter/demo"])
def test_a_course_is_graded_by_its_folder(tmp_path: Path, below: str) -> None:
    """The challenges that the call names are graded by their own course, wherever the shell stands."""
    here = course(tmp_path / "course") / below
    said = called(str(tmp_path / "course" / "challenges"), "--static-only", here=here)
    assert "1 failed" in said, said
    assert "found     1 stage" in said


def test_challenges_of_two_courses(tmp_path: Path) -> None:
    """One call grades one course."""
    one, two = course(tmp_path / "a"), course(tmp_path / "b")
    said = called(str(one / "challenges"), str(two / "challenges"), here=tmp_path)
    assert f"challenges of several courses: {one}, {two}" in said


def test_unrelated_tests_load_nothing(tmp_path: Path) -> None:
    """Where no challenge is named, no more of the grader is loaded than its options, and no library."""
    (tmp_path / "test_a.py").write_text(
        "import sys\n\ndef test_a():\n    print(sorted(m for m in sys.modules if m.split('.')[0] in\n"
        "        {'grader', 'pydantic', 'docker', 'yaml', 'rich', 'requests', 'click'}))\n"
    )
    said = called("-s", "-p", "no:hypothesispytest", here=tmp_path)
    assert "['grader', 'grader.pytest_plugin', 'grader.pytest_plugin.entry']" in said, said
