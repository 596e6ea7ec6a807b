import pytest

from grader.criteria.stage_names import StageNamesKind
from grader.criterion import Met, Unmet
from tests.criteria.made import judged


def test_first_nameless_stage_is_the_place() -> None:
    """All lines without a name are told, the first one is the place."""
    finding = judged(StageNamesKind, dockerfile="FROM a AS x\nFROM b\nFROM c\n")
    assert isinstance(finding, Unmet)
    assert finding.line == 2
    assert "2, 3" in finding.found


def test_missing_name_is_told_with_those_there() -> None:
    """A missing name is named together with the names that are there."""
    finding = judged(
        StageNamesKind, dockerfile="FROM a AS build\nFROM b AS run\n", names=["build", "runtime"]
    )
    assert isinstance(finding, Unmet)
    assert "runtime" in finding.found
    assert "build, run" in finding.found


def test_a_comment_is_no_name() -> None:
    """A name in a comment is none."""
    assert isinstance(judged(StageNamesKind, dockerfile="# AS x\nFROM a\n", names=["x"]), Unmet)


@pytest.mark.parametrize(
    ("more", "met"),
    [
        ("", True),
        ("FROM prod\n", True),
        ("FROM prod AS z\n", True),
        ("FROM dev\n", False),
        ("FROM a\n", False),
    ],
)
def test_the_last_stage(more: str, met: bool) -> None:  # noqa: FBT001 - a table of cases
    """A plain build makes the image of the last stage: the wanted one, or one that starts from it."""
    text = f"FROM a AS base\nFROM base AS dev\nFROM base AS prod\n{more}"
    options = {"names": ["base", "dev", "prod"], "targets": ["dev", "prod"], "last": "prod"}
    finding = judged(StageNamesKind, dockerfile=text, **options)
    assert isinstance(finding, Met) is met
    assert not isinstance(finding, Unmet) or "a plain docker build makes that one" in finding.found
