from grader.criteria.stage_names import StageNamesKind
from grader.criterion import Unmet
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
