from typing import Any

import pytest

from grader.criteria.stops_within import StopsWithinKind
from grader.criterion import Finding, Met, Unmet
from grader.criterion.samples import built_image
from grader.evidence import ShellText, StopFact
from tests.criteria.made import judged

DOCKERFILE = 'FROM a\nSTOPSIGNAL SIGTERM\nENTRYPOINT ["x"]\nCMD y\nEXPOSE 80\n'


def _judge(stop: StopFact, *scripts: ShellText, **config: Any) -> Finding:
    image = built_image(**config)
    return judged(StopsWithinKind, scripts, image, stop, dockerfile=DOCKERFILE, within="5s", port=80)


def _killed(**config: Any) -> Unmet:
    finding = _judge(StopFact(5.0, killed=True, exit_code=137), **config)
    assert isinstance(finding, Unmet)
    return finding


@pytest.mark.parametrize(("seconds", "met"), [(0.0, True), (5.0, True), (5.01, False)])
def test_limit(seconds: float, met: bool) -> None:  # noqa: FBT001 - a table of cases
    """Exactly the limit is within it."""
    assert isinstance(_judge(StopFact(seconds, killed=False, exit_code=0)), Met) is met


@pytest.mark.parametrize("code", [0, 1, 130, 143, None])
def test_any_exit_code_but_a_kill(code: int | None) -> None:
    """How the program ends is its own affair, as long as it ends by itself."""
    assert isinstance(_judge(StopFact(0.2, killed=False, exit_code=code)), Met)


@pytest.mark.parametrize("killed", [True, False])
def test_something_else_that_kills(killed: bool) -> None:  # noqa: FBT001 - a table of cases
    """A program that is killed before its time did not stop by itself, and no false time is told."""
    finding = _judge(StopFact(0.2, killed=killed, exit_code=137))
    assert isinstance(finding, Unmet)
    assert finding.found == "something killed it after 0.2 s with exit code 137"


@pytest.mark.parametrize("signal", ["SIGKILL", "kill", "9"])
def test_stop_signal_that_kills(signal: str) -> None:
    """A stop signal that no program can hear is quick, but no way to stop."""
    finding = _judge(StopFact(0.1, killed=False, exit_code=137), stop_signal=signal)
    assert isinstance(finding, Unmet)
    assert finding.line == 2


def test_hints_for_a_shell_and_for_a_program() -> None:
    """A shell in front of the program is named as the first thing to mend."""
    assert "JSON list" in (_killed(command=("/bin/sh", "-c", "python app.py")).hint or "")
    assert "JSON list" not in (_killed(entrypoint=("python",), command=("app.py",)).hint or "")
    assert _killed().line == 4


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("#!/bin/sh\n# start\npython app.py\n", ("start.sh", 3)),
        ("#!/bin/sh\nexec python app.py\n", ("Dockerfile", 4)),
        ("#!/bin/sh\npython \\\n app.py\n", ("start.sh", 2)),
        ("if a; then\n  python app.py\nfi\n", ("start.sh", None)),
        ("if a; then\n  exec python app.py\nfi\n", ("Dockerfile", 4)),
    ],
)
def test_a_start_script_is_the_place(text: str, place: tuple[str, int | None]) -> None:
    """Where a shell stays in front of the program, its script is to be changed, not CMD."""
    finding = _judge(StopFact(5.0, killed=True, exit_code=137), ShellText(text, "start.sh", 1))
    assert isinstance(finding, Unmet)
    assert (finding.file, finding.line) == place
