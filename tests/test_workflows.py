"""The files that other systems read, by the schemas that check-jsonschema brings of them."""

import json
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from grader.authoring.course_files import write_course

ROOT = Path(__file__).parents[1]
GITHUB = (".github/workflows/release.yml", "templates/github-classroom.yml")
OF_A_COURSE = (".github/workflows/01-hello.yml", ".github/workflows/verify.yml")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new course."""
    folder = tmp_path_factory.mktemp("made") / "course"
    write_course(folder, "x")
    return folder


def _mistakes(file: Path, schema_name: str) -> list[str]:
    """What the schema complains of."""
    held = f"check_jsonschema/builtin_schemas/vendor/{schema_name}.json"
    schema = json.loads(Path(str(distribution("check-jsonschema").locate_file(held))).read_text())
    validator = jsonschema.validators.validator_for(schema)(schema)
    return [error.message for error in validator.iter_errors(yaml.safe_load(file.read_text()))]


def _jobs(file: Path) -> Iterator[dict[str, Any]]:
    yield from yaml.safe_load(file.read_text())["jobs"].values()


def _check_workflow(file: Path) -> None:
    assert _mistakes(file, "github-workflows") == []
    for job in _jobs(file):
        assert job["timeout-minutes"] <= 60
        assert not any("${{" in step.get("run", "") for step in job["steps"])


@pytest.mark.parametrize("name", GITHUB)
def test_workflows(name: str) -> None:
    """GitHub would take them; each job has a limit, and no command has text of the event in it."""
    _check_workflow(ROOT / name)


@pytest.mark.parametrize("name", OF_A_COURSE)
def test_workflows_of_a_new_course(name: str, course: Path) -> None:
    """The same of those that `grader init` writes."""
    _check_workflow(course / name)


@pytest.mark.parametrize(
    ("name", "schema"), [("action.yml", "github-actions"), ("templates/gitlab-ci.yml", "gitlab-ci")]
)
def test_others(name: str, schema: str) -> None:
    """The action and the template for GitLab are what these systems take."""
    assert _mistakes(ROOT / name, schema) == []


def test_a_mistake_is_seen(tmp_path: Path) -> None:
    """A misspelt key is told."""
    file = tmp_path / "wrong.yml"
    file.write_text("'on': push\njob: {a: {runs-on: ubuntu-latest, steps: [{run: ls}]}}\n")
    assert any("'job' was unexpected" in mistake for mistake in _mistakes(file, "github-workflows"))
