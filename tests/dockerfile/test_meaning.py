"""What a Dockerfile means: what is executed, and which of several instructions counts."""

import pytest

from grader.dockerfile import Dockerfile, read_dockerfile
from grader.dockerfile.meaning.places import line_of, places_everywhere, places_in_lineage, undeclared


def _read(text: str) -> Dockerfile:
    return read_dockerfile(text.encode())


ONBUILD = _read("FROM a AS base\nONBUILD USER app\nONBUILD ARG V\nFROM base\nRUN x\n")


def test_triggers_are_executed_where_they_are_built_on() -> None:
    """A stage executes the ONBUILD instructions of the stage below, before its own."""
    shown = [(item.keyword, item.line) for item in ONBUILD.executed(ONBUILD.final)]
    assert shown == [("USER", 2), ("ARG", 3), ("RUN", 5)]
    assert [item.keyword for item in ONBUILD.executed(ONBUILD.stages[0])] == ["ONBUILD", "ONBUILD"]


def test_triggers_count() -> None:
    """What a trigger sets counts, and it stands where the ONBUILD stands."""
    assert line_of(ONBUILD, "USER") == 2
    assert undeclared(ONBUILD, ["V"]) is None
    assert "ARG W" in (undeclared(ONBUILD, ["W"]) or "")


@pytest.mark.parametrize(
    ("text", "keywords", "line"),
    [
        ("FROM a\nUSER x\nUSER y\n", ["USER"], 3),
        ("FROM a AS b\nUSER x\nFROM b\n", ["USER"], 2),
        ("FROM a AS b\nUSER x\nFROM a\n", ["USER"], None),
        ("FROM a\nENTRYPOINT e\nCMD c\n", ["CMD", "ENTRYPOINT"], 3),
        ("FROM a AS b\nCMD c\nFROM b\nENTRYPOINT e\n", ["CMD"], None),
    ],
)
def test_line_that_counts(text: str, keywords: list[str], line: int | None) -> None:
    """The last one counts, wherever the image has it from; the final FROM stands for none."""
    assert line_of(_read(text), *keywords) == line


def test_places() -> None:
    """Of instructions that replace one another the last is told, for the image and for each stage."""
    read = _read("FROM a AS b\nCMD c\nCMD d\nFROM b\nENTRYPOINT e\nRUN x\nRUN y\n")
    assert places_everywhere(read, "CMD") == [("d", 3)]
    assert places_in_lineage(read, read.final, "CMD") == []
    assert places_in_lineage(read, read.final, "RUN") == [("x", 6), ("y", 7)]
