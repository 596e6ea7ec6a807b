"""`grader explain`, `grader schema`, `grader bases`: what needs no engine."""

import json
from pathlib import Path

import pytest

from tests.called import Call

SOLUTION = "solutions/02-multi-stage-builds"


def test_stages_are_listed(call: Call) -> None:
    """Each stage with its image and lines, each instruction with its line."""
    called = call("explain", SOLUTION)
    assert called.code == 0
    assert "stage 0 builder: python:3.11, lines " in called.out
    assert called.out.count("(final: this stage becomes the image)") == 1


@pytest.mark.parametrize("text", ["RUN echo \x1b]0;owned\x07\u202e", "RUN\x1b[31m\u202e b"])
def test_nothing_reaches_the_terminal(call: Call, tmp_path: Path, text: str) -> None:
    """What a Dockerfile holds for the terminal is not handed to it, read or refused."""
    (tmp_path / "Dockerfile").write_text(f"FROM a\n{text}\n")
    called = call("explain", str(tmp_path))
    assert not {"\x1b", "\u202e"} & set(called.out + called.err)


def test_json(call: Call) -> None:
    """--json prints one document with the stages and the final one."""
    shown = json.loads(call("explain", "--json", f"{SOLUTION}/Dockerfile").out)
    assert set(shown) == {"stages", "final", "escape", "warnings"}
    assert shown["final"]["image"] == "python:3.11-slim"


def test_a_stage_of_an_earlier_one(call: Call, tmp_path: Path) -> None:
    """A base that is a stage is told by its name; the image is the one it leads to."""
    (tmp_path / "Dockerfile").write_text("FROM a AS b\nFROM b\n")
    shown = json.loads(call("explain", "--json", str(tmp_path)).out)
    assert [stage["base"] for stage in shown["stages"]] == ["a", {"stage": "b"}]
    assert {stage["image"] for stage in shown["stages"]} == {"a:latest"}


def test_what_buildkit_refuses(call: Call, tmp_path: Path) -> None:
    """A refused file ends with 1 and file, line and reason; one that cannot be read with 2."""
    (tmp_path / "Dockerfile").write_text("FROM a\nRUNN b\n")
    refused, missing = call("explain", str(tmp_path)), call("explain", str(tmp_path / "none"))
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith(f"{tmp_path}/Dockerfile:2: unknown instruction: RUNN")
    assert (missing.code, "cannot be read" in missing.err) == (2, True)


def test_schema(call: Call) -> None:
    """The schema is printed as one JSON document."""
    assert json.loads(call("schema").out)["$schema"].startswith("https://json-schema.org/")


def test_new(call: Call) -> None:
    """A challenge that is there already is not written over."""
    called = call("new", "02-multi-stage-builds")
    assert (called.code, "02-multi-stage-builds" in called.err) == (2, True)


def test_bases(call: Call) -> None:
    """Each base image of the course is listed once."""
    listed = call("bases").out.splitlines()
    assert {"python:3.11", "python:3.11-slim"} <= set(listed)
    assert len(listed) == len(set(listed))
