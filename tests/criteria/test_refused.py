"""Options that could never be checked are refused when the challenge is read."""

from typing import Any

import pytest
from pydantic import ValidationError

from grader.criterion import Criterion, Met
from tests.criteria.made import made
from tests.shipped import KINDS

COMMON = set(Criterion.model_fields)
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
    ("image_config", {"env": {}}),
    ("image_config", {"env": {"A": 1}}),
    ("image_config", {"env": {"": "x"}}),
    ("image_config", {"labels": {}}),
    ("image_config", {"exposed_ports": []}),
    ("image_config", {"exposed_ports": ["80"]}),
    ("image_config", {"exposed_ports": [0]}),
    ("image_config", {"exposed_ports": [True]}),
    ("image_config", {"working_dir": ""}),
    ("image_config", {"user": ""}),
    ("image_config", {"user": 1000}),
    ("image_config", {"cmd": []}),
    ("image_config", {"cmd": "a b"}),
    ("image_config", {"entrypoint": []}),
    ("image_config", {"healthcheck": "yes"}),
    ("image_config", {"target": "dev"}),
    ("image_files", {"present": []}),
    ("image_files", {"absent": [""]}),
    ("image_files", {"present": ["app/app.py"]}),
    ("image_files", {"present": ["/app/"]}),
    ("image_files", {"present": ["/"]}),
    ("image_files", {"present": ["/app//x"]}),
    ("image_files", {"present": ["/app/../x"]}),
    ("image_files", {"present": ["/app/**.py"]}),
    ("image_files", {"present": ["/a"], "absent": ["/a"]}),
    ("image_files", {"files": []}),
    ("image_files", {"files": [{"path": "a/*.py"}]}),
    ("image_files", {"files": [{"path": "/a", "contains": ""}]}),
    ("image_files", {"files": [{"path": "/a", "contains": None}]}),
    ("image_files", {"files": [{"path": "/a", "mode": 493}]}),
    ("image_files", {"files": [{"path": "/a", "mode": "0999"}]}),
    ("image_files", {"files": [{"path": "/a", "mode": None}]}),
    ("image_files", {"files": [{"path": "/a", "kind": "folder", "contains": "x"}]}),
    ("image_files", {"files": [{"path": "/a", "user": "x"}]}),
    ("image_files", {"present": ["/a"], "target": "Has Blank"}),
    ("image_packages", {"present": []}),
    ("image_packages", {"absent": [""]}),
    ("image_packages", {"absent": ["*"]}),
    ("image_packages", {"absent": ["gcc|"]}),
    ("image_packages", {"absent": ["gcc|*"]}),
    ("image_packages", {"absent": ["gcc make"]}),
    ("image_packages", {"absent": ["gcc-[0-9]"]}),
    ("image_packages", {"present": ["gcc"], "absent": ["gcc"]}),
    ("lint", {}),
    ("lint", {"rules": []}),
    ("lint", {"rules": None}),
    ("lint", {"rules": ["DL300"]}),
    ("lint", {"rules": ["dl3006"]}),
    ("lint", {"rules": ["DL30066"]}),
    ("lint", {"rules": ["X1234"]}),
    ("lint", {"rules": "DL3006"}),
    ("lint", {"rules": [3006]}),
    ("logs", {"contains": []}),
    ("logs", {"not_contains": []}),
    ("logs", {"contains": [""]}),
    ("logs", {"contains": "a"}),
    ("logs", {"contains": ["a"], "within": 3}),
    ("logs", {"contains": ["an Error"], "not_contains": ["Error"]}),
    ("no_secrets", {"allow": []}),
    ("no_secrets", {"allow": [""]}),
    ("rebuild_reuses_layer", {}),
    ("rebuild_reuses_layer", {"touch": ""}),
    ("rebuild_reuses_layer", {"touch": "/app.py"}),
    ("rebuild_reuses_layer", {"touch": "../app.py"}),
    ("rebuild_reuses_layer", {"touch": "src/"}),
    ("rebuild_reuses_layer", {"touch": "a", "layer": ""}),
    ("rebuild_reuses_layer", {"touch": "a", "at_least": 100}),
    ("smaller_than", {}),
    ("smaller_than", {"than": "starter", "factor": 0.5}),
    ("smaller_than", {"than": "starter", "factor": 0}),
    ("smaller_than", {"than": "starter", "factor": -1}),
    ("smaller_than", {"than": "starter", "factor": True}),
    ("smaller_than", {"than": "starter", "factor": "2"}),
    ("smaller_than", {"than": "starter", "factor": float("nan")}),
    ("smaller_than", {"than": "starter", "factor": float("inf")}),
    ("smaller_than", {"than": "starter", "factor": 1001}),
    ("smaller_than", {"than": "a", "target": "a"}),
    ("smaller_than", {"target": "a"}),
    ("smaller_than", {"than": "a", "target": "0"}),
    ("smaller_than", {"than": "a", "target": "A"}),
    ("stage_names", {"names": []}),
    ("stage_names", {"names": ["Builder"]}),
    ("stage_names", {"names": ["0"]}),
    ("stage_names", {"names": "builder"}),
    ("stops_within", {"within": "0s"}),
    ("stops_within", {"within": 5}),
    ("stops_within", {"port": 0}),
    ("stops_within", {"port": "80"}),
    ("target_builds", {}),
    ("target_builds", {"targets": []}),
    ("target_builds", {"targets": ["a", "a"]}),
    ("target_builds", {"targets": [""]}),
    ("target_builds", {"targets": ["1"]}),
]


def takes(kind: type[Criterion], options: dict[str, Any]) -> bool:
    """Whether the kind takes these options."""
    try:
        made(kind, **options)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("name", sorted({name for name, _ in REFUSED}))
def test_nonsense(name: str) -> None:
    """Each of these says nothing, or nothing that can be checked."""
    assert [options for kind, options in REFUSED if kind == name and takes(KINDS[kind], options)] == []


def optional(kind: type[Criterion]) -> list[str]:
    """The kind's own options that may be left out."""
    own = [(name, field) for name, field in kind.model_fields.items() if name not in COMMON]
    return [field.alias or name for name, field in own if not field.is_required()]


def some_options(kind: type[Criterion]) -> dict[str, Any]:
    """Options that the kind takes."""
    return dict(next(example.options for example in kind.examples if example.outcome is Met))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_null(kind: type[Criterion]) -> None:
    """An option of null looks as if something were expected, and is refused."""
    given = some_options(kind)
    assert takes(kind, given)
    assert [option for option in optional(kind) if takes(kind, {**given, option: None})] == []


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
