from typing import Any

import pytest
from pydantic import ValidationError

from grader.criteria.stage_names import StageNamesKind
from grader.criterion import Finding, Met, Unmet
from grader.dockerfile import read_dockerfile
from grader.evidence import DockerfileText, Facts


def _criterion(**options: Any) -> StageNamesKind:
    fields = {"id": "x", "title": "t", "check": "stage_names", "points": 1, "hint": "h"}
    return StageNamesKind.model_validate({**fields, **options})


def _judge(text: str, **options: Any) -> Finding:
    return _criterion(**options).judge(Facts({DockerfileText(): read_dockerfile(text.encode())}))


def test_first_nameless_stage_is_the_place() -> None:
    """All lines without a name are told, the first one is the place."""
    finding = _judge("FROM a AS x\nFROM b\nFROM c\n", all=True)
    assert isinstance(finding, Unmet)
    assert finding.line == 2
    assert "2, 3" in finding.found


def test_missing_name_is_told_with_those_there() -> None:
    """A missing name is named together with the names that are there."""
    finding = _judge("FROM a AS build\nFROM b AS run\n", names=["build", "runtime"])
    assert isinstance(finding, Unmet)
    assert "runtime" in finding.found
    assert "build, run" in finding.found


def test_both_options() -> None:
    """With both options, both must hold."""
    assert isinstance(_judge("FROM a AS x\nFROM b AS y\n", all=True, names=["x"]), Met)
    assert isinstance(_judge("FROM a AS x\nFROM b\n", all=True, names=["x"]), Unmet)
    assert isinstance(_judge("FROM a AS x\nFROM b AS y\n", all=True, names=["z"]), Unmet)


def test_a_comment_is_no_name() -> None:
    """A name in a comment is none."""
    assert isinstance(_judge("# AS x\nFROM a\n", names=["x"]), Unmet)


@pytest.mark.parametrize(
    "options",
    [{}, {"names": []}, {"names": None}, {"all": False}, {"all": None}, {"all": 1}, {"names": ["Builder"]},
     {"names": ["0"]}, {"names": "builder"}],
)  # fmt: skip
def test_options_that_say_nothing_or_nonsense(options: dict[str, Any]) -> None:
    """Options that expect nothing, or a name that no stage can have, are refused."""
    with pytest.raises(ValidationError):
        _criterion(**options)
