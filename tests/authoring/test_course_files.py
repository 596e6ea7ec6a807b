"""What `grader init` writes."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader import __version__
from grader.authoring.course_files import write_course
from grader.challenge import Catalogue, load_challenge
from grader.cli import COMMANDS
from grader.errors import UsageError
from grader.settings import read_settings

ROOT = Path(__file__).resolve().parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
HOOKS = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new course."""
    folder = tmp_path_factory.mktemp("made") / "a" / "course"
    write_course(folder, 'Containers "2026"')
    return folder


def test_it_is_a_course(course: Path) -> None:
    """Its challenge and its settings are without a complaint, and no conftest.py is needed."""
    (spec,) = Catalogue(course).files.values()
    challenge = load_challenge(spec)
    assert (challenge.title, challenge.without_help) == ("Hello: two stages", ())
    settings = read_settings(course)
    assert (settings.title, settings.images, settings.kinds) == ('Containers "2026"', ("library/*",), ())
    assert list(course.rglob("conftest.py")) == []
    assert (course / "README.md").read_text().startswith('# Containers "2026"\n')


def test_the_untouched_starter_earns_little(course: Path) -> None:
    """What works before anyone did anything is worth at most 10 of 100 points."""
    (spec,) = Catalogue(course).files.values()
    challenge = load_challenge(spec)
    points = {one.id: one.points for one in challenge.criteria if one.id not in challenge.starter_fails}
    assert (challenge.max_score, sum(points.values())) == (100, 10)
    statement = spec.with_name("README.md").read_text()
    assert all(f"| `{one.id}` | {one.points} |" in statement for one in challenge.criteria)


def test_the_workflows_use_what_is_there(course: Path) -> None:
    """The action's inputs and outputs, hooks and version are those of this grader; no word is left open."""
    text = (course / ".github" / "workflows" / "01-hello.yml").read_text()
    (used,) = [step for step in yaml.safe_load(text)["jobs"]["grade"]["steps"] if step.get("id") == "grade"]
    assert set(used["with"]) <= set(ACTION["inputs"])
    assert set(re.findall(r"steps\.grade\.outputs\.([\w-]+)", text)) <= set(ACTION["outputs"])
    assert used["uses"].endswith(f"@v{__version__}")
    (hooks,) = yaml.safe_load((course / ".pre-commit-config.yaml").read_text())["repos"]
    assert ({hook["id"] for hook in hooks["hooks"]}, hooks["rev"]) == (HOOKS, f"v{__version__}")
    assert f"container-challenge-grader[lint]=={__version__}\n" in (course / "requirements.txt").read_text()
    for file in course.rglob("*"):
        assert not file.is_file() or not re.search(r"\$(?:\w+|\{\w+\})$", file.read_text(), re.MULTILINE)


def test_the_commands_that_it_names(course: Path) -> None:
    """Each command in the README exists."""
    named = set(re.findall(r"(?:^|`)grader ([a-z]+)", (course / "README.md").read_text(), re.MULTILINE))
    assert {"grade", "verify", "doctor", "watch"} <= named <= set(COMMANDS)


def test_an_empty_folder(tmp_path: Path) -> None:
    """A folder that holds nothing but .git is taken, and its .git stays."""
    (tmp_path / ".git").mkdir()
    files = write_course(tmp_path, "x")
    assert tmp_path / "grader.toml" in files
    assert sorted(entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".g")) == [
        ".git",
        ".github",
        ".gitignore",
    ]


@pytest.mark.parametrize(("name", "title"), [("taken", "x"), ("file", "x"), ("new", " "), ("new", "a\nb")])
def test_what_is_refused(tmp_path: Path, name: str, title: str) -> None:
    """Where something is there, or the title is none, nothing is written."""
    (tmp_path / "taken").mkdir()
    for file in (tmp_path / "taken" / "mine", tmp_path / "file"):
        file.write_text("mine")
    with pytest.raises(UsageError):
        write_course(tmp_path / name, title)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "mine", "taken"]
