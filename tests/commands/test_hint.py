"""`grader hint`: what needs no engine and no submission."""

import pytest

from grader.memory.course import Standing
from tests.called import Call


def test_a_challenge_by_its_beginning(call: Call) -> None:
    """All criteria are shown with their short hints."""
    called = call("hint", "02")
    assert called.code == 0
    assert "no-build-tools" in called.out
    assert "grader hint 02-multi-stage-builds CRITERION" in called.out


def test_one_criterion(call: Call) -> None:
    """The longer hint of one is shown with commands that can be copied."""
    called = call("hint", "02-multi-stage-builds", "health")
    assert called.code == 0
    assert "      docker build -t look .\n" in called.out


@pytest.mark.parametrize(("left", "shown"), [(("slim-runtime",), 1), ((), 5)])
def test_what_is_left_to_do(
    call: Call, monkeypatch: pytest.MonkeyPatch, left: tuple[str, ...], shown: int
) -> None:
    """Where the last grading is known, what it left unmet is shown; where nothing was, all criteria."""
    known = Standing(challenge="02", title="", level="", max_score=100, to_meet=left)
    monkeypatch.setattr("grader.commands.hints_of.standing", lambda _challenge: known)
    assert call("hint", "02").out.count("\n\n  ") == shown + 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["07"], "no challenge '07'"),
        (["02-multi-stage-bilds"], "did you mean '02-multi-stage-builds'?"),
        (["0"], "'0' is the beginning of 01-dockerignore-and-healthcheck, 02-"),
        (["02", "two-stgaes"], "no criterion 'two-stgaes', did you mean 'two-stages'?"),
        (["03", "venv"], "'venv' is the beginning of venv-from-builder, venv-in-use"),
        (["02", ""], "no criterion ''"),
    ],
)
def test_unknown_names(call: Call, words: list[str], told: str) -> None:
    """A name that is none, or could be several, is told with what was meant."""
    called = call("hint", *words)
    assert (called.code, called.out) == (2, "")
    assert told in called.err
