"""Options that could never be checked are refused when the challenge is read."""

from typing import Any

import pytest
from pydantic import ValidationError

from grader.criterion import Criterion, Met
from tests.criteria.made import made
from tests.shipped import KINDS

COMMON = set(Criterion.model_fields)
OPTIONAL = [
    (kind, field.alias or name)
    for kind in KINDS.values()
    for name, field in kind.model_fields.items()
    if name not in COMMON and not field.is_required()
]
RENAMED = [(kind, old) for kind in KINDS.values() for old in kind.old_spellings]

BUILT: dict[str, Any] = {"arguments": {"V": "9"}}
REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("becomes_healthy", {"asks": ""}),
    ("becomes_healthy", {"within": "0s"}),
    ("becomes_healthy", {"within": 60}),
    ("build_args", {"arguments": {}, "env": {"V": "9"}}),
    ("build_args", {"arguments": {"V": 9}, "env": {"V": "9"}}),
    ("build_args", {"arguments": {"a b": "9"}, "env": {"V": "9"}}),
    ("build_args", {"env": {"V": "9"}}),
    ("build_args", {**BUILT, "env": {}}),
    ("build_args", {**BUILT, "env": {"V": ""}}),
    ("build_args", {**BUILT, "file": {"path": "/v"}}),
    ("build_args", {**BUILT, "file": {"path": "v", "contains": "9"}}),
    ("build_context", {"absent": []}),
    ("build_context", {"absent": [""]}),
    ("build_context", {"absent": ["!a"]}),
    ("build_context", {"absent": ["# a"]}),
    ("build_context", {"absent": ["/"]}),
    ("build_context", {"absent": [" a"]}),
    ("build_context", {"under": 5}),
    ("build_context", {"under": "0MB"}),
    ("command", {}),
    ("command", {"run": []}),
    ("command", {"run": "python -V"}),
    ("command", {"run": [""]}),
    ("command", {"run": ["x"], "contains": ""}),
    ("command", {"run": ["x"], "exit_code": "0"}),
    ("command", {"run": ["x"], "exit_code": 256}),
    ("command", {"run": ["x"], "exit_code": True}),
    ("command", {"run": ["x"], "within": "0s"}),
    ("copies_from_stage", {"sources": []}),
    ("copies_from_stage", {"source": ""}),
    ("copies_from_stage", {"from": "0"}),
    ("exec_form", {"instruction": "RUN"}),
    ("http", {"port": 80, "json": {}, "json_contains": {"a": 1}}),
    ("http", {"port": 80, "json_contains": {}}),
    ("http", {"port": 80, "headers": {}}),
    ("http", {"port": 80, "contains": ""}),
    ("http", {"port": "80"}),
    ("http", {"port": 0}),
    ("http", {"port": 65536}),
    ("http", {"port": True}),
    ("http", {"port": 80, "path": "health"}),
    ("http", {"port": 80, "path": "/a b"}),
    ("http", {"port": 80, "path": "/a\r\nX: y"}),
    ("http", {"port": 80, "status": 99}),
    ("http", {"port": 80, "method": "get"}),
    ("http", {"port": 80, "ready_within": 30}),
    ("http", {"port": 80, "ready_within": "0s"}),
    ("http", {"port": 80, "wait": "3s"}),
    ("image_size", {"under": 200}),
    ("image_size", {"under": "200"}),
    ("image_size", {"under": "200 megs"}),
    ("image_size", {"under": "0MB"}),
    ("image_size", {"under": "-1MB"}),
    ("image_size", {"under": "200mb"}),
    ("image_size", {"under": ""}),
    ("image_size", {"under": None}),
    ("image_size", {"under": "1e3MB"}),
]


@pytest.mark.parametrize(("name", "options"), REFUSED)
def test_nonsense(name: str, options: dict[str, Any]) -> None:
    """Each of these says nothing, or nothing that can be checked."""
    with pytest.raises(ValidationError):
        made(KINDS[name], **options)


def some_options(kind: type[Criterion]) -> dict[str, Any]:
    """Options that the kind takes."""
    return dict(next(example.options for example in kind.examples if example.outcome is Met))


@pytest.mark.parametrize(("kind", "option"), OPTIONAL)
def test_null(kind: type[Criterion], option: str) -> None:
    """An option of null looks as if something were expected, and is refused."""
    made(kind, **some_options(kind))
    with pytest.raises(ValidationError):
        made(kind, **{**some_options(kind), option: None})


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.needs_one_of])
def test_nothing_expected(kind: type[Criterion]) -> None:
    """Where no option is required, one of those that expect something must be given."""
    options = {name: value for name, value in some_options(kind).items() if name not in kind.needs_one_of}
    with pytest.raises(ValidationError, match=f"give at least one of {', '.join(kind.needs_one_of)}"):
        made(kind, **options)


@pytest.mark.parametrize(("kind", "old"), RENAMED)
def test_old_spelling_is_no_option(kind: type[Criterion], old: str) -> None:
    """What an option was called before is not taken silently for something else."""
    assert old not in {field.alias or name for name, field in kind.model_fields.items()}
