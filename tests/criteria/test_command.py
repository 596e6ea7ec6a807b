from typing import Any

import pytest

from grader.criteria.command import CommandKind
from grader.criterion import Finding, Met, Unmeasured, Unmet
from grader.evidence import CommandFact
from tests.criteria.made import judged, made


def _judge(code: int | None, printed: str = "", **options: Any) -> Finding:
    return judged(CommandKind, CommandFact(code, printed), run=["python", "-V"], **options)


@pytest.mark.parametrize(("code", "met"), [(0, False), (1, False), (3, True), (127, False), (None, False)])
def test_exit_code(code: int | None, met: bool) -> None:  # noqa: FBT001 - a table of cases
    """Only the wanted exit code will do: a command that is missing did not fail as wanted."""
    assert isinstance(_judge(code, exit_code=3), Met) is met


def test_right_output_with_wrong_code() -> None:
    """The output does not make up for the exit code."""
    assert isinstance(_judge(1, "Python 3.11", contains="3.11"), Unmet)


def test_long_output_is_not_guessed() -> None:
    """Of an output that was cut, nothing is said of the rest."""
    long = "x" * 256_000
    assert isinstance(_judge(0, long, contains="DEBUG"), Unmeasured)
    assert isinstance(_judge(0, "DEBUG" + long, contains="DEBUG"), Met)


def test_last_lines_are_shown_inert() -> None:
    """The last lines tell why, without escapes."""
    finding = _judge(1, "\n".join(f"line {number}\x1b[1m" for number in range(99)))
    assert isinstance(finding, Unmet)
    assert finding.found.splitlines()[0] == "exit code 1"
    assert finding.found.splitlines()[-1] == "  | line 98"
    assert len(finding.found.splitlines()) == 6


def test_missing_command_has_a_hint() -> None:
    """Exit code 127 is the shell's and the engine's for a command that is not there."""
    finding = _judge(127)
    assert isinstance(finding, Unmet)
    assert "not in the image" in (finding.hint or "")


def test_what_is_expected_can_be_read() -> None:
    """Words stand as one types them; a program of several lines is left out."""
    words = made(CommandKind, run=["python", "-c", "import a; print(1)"], contains="1").expected
    assert words == "python -c \"import a; print(1)\" ends with exit code 0 and '1' in its output"
    assert made(CommandKind, run=["python", "-c", "a\nb"]).expected == "python -c ... ends with exit code 0"
