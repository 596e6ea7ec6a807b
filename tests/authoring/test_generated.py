"""What is made from the code: the page of all kinds, and the JSON Schema."""

import json
import runpy
import sys
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from grader.authoring.reference import example_fields, example_yaml
from grader.authoring.scaffold import write_challenge
from grader.authoring.schema import SCHEMAS
from grader.bench.given import Given
from grader.bench.laid_over import laid_over
from grader.challenge import Catalogue, load_challenge
from grader.challenge.wrong_loader import load_wrong
from grader.criterion import Criterion, Met
from tests.shipped import KINDS

ROOT = Path(__file__).parents[2]
SPECS = sorted((ROOT / "challenges").glob("*/challenge.yaml"))
SPEC: dict[str, Any] = {"id": "demo", "title": "Demo"}


@cache
def schema(name: str) -> jsonschema.Draft202012Validator:
    """One of the schemas, made once, and itself valid."""
    made = SCHEMAS[name]()
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


def test_generated_files_are_current(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """docs/criteria.md and the JSON Schemas on disk are what `make docs` writes today."""
    monkeypatch.setattr(sys, "argv", ["generate.py", "--check"])
    main = runpy.run_path(str(ROOT / "scripts" / "generate.py"))["main"]
    assert (main(), capsys.readouterr().out) == (0, "")


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_example_runs(kind: type[Criterion]) -> None:
    """The example that the page shows for a kind is valid YAML of that kind, and its facts meet it."""
    shown = yaml.safe_load(example_yaml(kind))[0]
    assert shown == json.loads(json.dumps(example_fields(kind)))
    criterion = kind.model_validate(shown)
    example = next(example for example in kind.examples if example.outcome is Met)
    assert isinstance(criterion.finding(example.known(criterion.questions())), Met)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_option_is_described(kind: type[Criterion]) -> None:
    """Each option says what it means, on the page and in editors."""
    own = {name: field for name, field in kind.model_fields.items() if name not in {"check"}}
    assert [name for name, field in own.items() if not field.description] == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_schema_takes_the_example(kind: type[Criterion]) -> None:
    """An editor that uses the schema accepts the example, and marks an unknown key in it."""
    fields = json.loads(json.dumps(example_fields(kind)))
    assert schema("challenge").is_valid({**SPEC, "criteria": [fields]})
    assert not schema("challenge").is_valid({**SPEC, "criteria": [{**fields, "nonsense": 1}]})


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("folder", [file.parent for file in SPECS], ids=lambda folder: folder.name)
def test_shipped_spec(folder: Path, name: str) -> None:
    """Each shipped file points editors to its schema, and keeps to it."""
    text = (folder / f"{name}.yaml").read_text()
    assert text.startswith(f"# yaml-language-server: $schema=../{name}.schema.json\n")
    schema(name).validate(yaml.safe_load(text))


@pytest.mark.parametrize("file", SPECS, ids=lambda file: file.parent.name)
def test_kept_starter_is_the_starter(file: Path) -> None:
    """Beside each spec is a copy of what learners get; the solution has the same given files."""
    challenge = load_challenge(file)
    assert challenge.original == file.parent / "starter"
    context = laid_over(challenge.solution, Given(challenge.learner, challenge.original))
    context.close()
    assert context.notes == []
    kept = {path.relative_to(challenge.original): path for path in _files(challenge.original)}
    given = {path.relative_to(challenge.starter): path for path in _files(challenge.starter)}
    assert {name: path.read_bytes() for name, path in kept.items()} == {
        name: path.read_bytes() for name, path in given.items()
    }


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_new_challenge_is_valid(tmp_path: Path) -> None:
    """What `grader new` writes is a spec without a complaint."""
    write_challenge("07-caching", Catalogue(tmp_path))
    challenge = load_challenge(tmp_path / "challenges" / "07-caching" / "challenge.yaml")
    assert (challenge.starter_fails, challenge.without_help) == (("two-stages",), ())
    assert {wrong.breaks for wrong in load_wrong(challenge)} == {one.id for one in challenge.criteria}
