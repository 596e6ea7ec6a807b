from typing import Any

import pytest
from pydantic import ValidationError

from grader.criteria.dockerfile_instruction import DockerfileInstructionKind
from grader.criterion import Finding, Met, Unmet
from tests.criteria.made import judged, made


def _judge(text: str, present: str | None = None, **options: Any) -> Finding:
    wanted = {"present": present} if present else {}
    return judged(DockerfileInstructionKind, dockerfile=text, **wanted, **options)


def test_stages_below_count() -> None:
    """What the final stage builds on is in its image, another stage is not."""
    text = "FROM a AS base\nLABEL x=1\nFROM a AS other\nWORKDIR /x\nFROM base\n"
    assert isinstance(_judge(text, "LABEL"), Met)
    assert isinstance(_judge(text, "WORKDIR"), Unmet)
    assert isinstance(_judge(text, "WORKDIR", stage="other"), Met)
    assert isinstance(_judge(text, "LABEL", stage="other"), Unmet)


@pytest.mark.parametrize(
    ("lines", "instruction", "matching"),
    [
        ("USER app\nUSER root", "USER", "^app$"),
        ("CMD flask run\nCMD gunicorn", "CMD", "flask"),
        ("HEALTHCHECK CMD curl x\nHEALTHCHECK NONE", "HEALTHCHECK", None),
    ],
)
def test_only_the_last_one_has_an_effect(lines: str, instruction: str, matching: str | None) -> None:
    """What a later instruction replaces is not in the image: it proves nothing and spoils nothing."""
    options = {"matching": matching} if matching else {}
    assert isinstance(_judge(f"FROM a\n{lines}\n", instruction, **options), Unmet)
    assert isinstance(_judge(f"FROM a\n{lines}\n", absent=instruction, **options), Met)


def test_healthcheck_none_can_be_asked_for() -> None:
    """An expression finds HEALTHCHECK NONE."""
    assert isinstance(_judge("FROM a\nHEALTHCHECK NONE\n", "HEALTHCHECK", matching="^NONE"), Met)


def test_comments_and_heredocs_are_no_instructions() -> None:
    """Words that only look like an instruction are none."""
    text = "FROM a\n# HEALTHCHECK CMD x\nRUN <<EOF\nHEALTHCHECK CMD x\nEOF\n"
    assert isinstance(_judge(text, "HEALTHCHECK"), Unmet)


def test_flags_continuations_and_heredocs_are_searched() -> None:
    """An expression is looked for in all that belongs to the instruction."""
    text = "FROM a\nRUN --mount=type=cache,target=/x pip \\\n  install x\nRUN <<EOF\nrm -rf /tmp/x\nEOF\n"
    for matching in ("--mount=type=cache", r"pip\s+install", "rm -rf"):
        assert isinstance(_judge(text, "RUN", matching=matching), Met)


def test_trigger_counts_where_it_is_executed() -> None:
    """What stands behind ONBUILD is executed by the stage that builds on it, and not before."""
    text = "FROM a AS base\nONBUILD ADD x /x\nFROM base\n"
    assert isinstance(_judge(text, absent="ADD"), Unmet)
    assert isinstance(_judge(text, "ADD", stage="base"), Unmet)
    assert isinstance(_judge(text, "ONBUILD", matching="ADD"), Met)


def test_missing_stage_is_never_met() -> None:
    """A stage that is not there proves neither presence nor absence."""
    for wanted in ("present", "absent"):
        finding = _judge("FROM a AS b\n", **{wanted: "RUN"}, stage="c")
        assert isinstance(finding, Unmet)
        assert "no stage is named c" in finding.found


def test_from_with_its_variables() -> None:
    """FROM is searched with its arguments put in."""
    text = "ARG V=3.11\nFROM python:$V AS base\nFROM --platform=linux/amd64 base\n"
    assert isinstance(_judge(text, "FROM", matching=r"^python:3\.11 AS base$"), Met)
    assert isinstance(_judge(text, "FROM", matching="^--platform=linux/amd64 base$", stage="any"), Met)


def test_arg_before_from() -> None:
    """An ARG before FROM belongs to no stage."""
    text = "ARG V=3.11\nFROM python:$V\n"
    assert isinstance(_judge(text, "ARG", matching="^V=3"), Unmet)
    assert isinstance(_judge(text, "ARG", matching="^V=3", stage="any"), Met)


def test_places() -> None:
    """The nearest candidate is shown, or the first that must not be there; what is missing has no line."""
    wrong = _judge("FROM a\nUSER root\n", "USER", matching="app")
    unwanted = _judge("FROM a\nUSER a\nADD x /x\nADD y /y\n", absent="ADD")
    missing = _judge("FROM a\n", "USER")
    assert [one.line for one in (wrong, unwanted, missing) if isinstance(one, Unmet)] == [2, 3, None]


def test_nothing_hides_behind_a_long_instruction() -> None:
    """An instruction too long to be searched whole is not taken for a harmless one."""
    text = f"FROM a\nRUN {'x ' * 6000}curl http://x\n"
    assert isinstance(_judge(text, absent="RUN", matching="curl"), Unmet)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"present": "HEALTCHECK"}, "did you mean 'HEALTHCHECK'"),
        ({"present": "RUN", "matching": "("}, "not a regular expression"),
        ({"present": "RUN", "matching": ".*"}, "matches every text"),
        ({"present": "RUN", "matching": ""}, "at least 1 character"),
        ({}, "give at least one of present, absent"),
        ({"present": "RUN", "absent": "ADD"}, "not both"),
        ({"present": "RUN", "matching": None}, "null expects nothing"),
        ({"absent": "FROM"}, "every Dockerfile has a FROM"),
        ({"present": "RUN", "stage": "0"}, "should match pattern"),
        ({"present": False}, "valid string"),
        ({"present": 5}, "valid string"),
    ],
)
def test_options_that_say_nothing_or_nonsense(options: dict[str, Any], why: str) -> None:
    """Options that could never be checked are refused when the challenge is read."""
    with pytest.raises(ValidationError, match=why):
        made(DockerfileInstructionKind, **options)


def test_any_case() -> None:
    """The keyword may be written in small letters, as in a Dockerfile."""
    assert isinstance(_judge("FROM a\nuser app\n", "user"), Met)


def test_hostile_text_is_inert() -> None:
    """What is shown of an instruction is short and without escapes."""
    finding = _judge("FROM a\nUSER \x1b[31m" + "x" * 5000 + "\n", "USER", matching="app")
    assert isinstance(finding, Unmet)
    assert "\x1b" not in finding.found
    assert len(finding.found) < 200
