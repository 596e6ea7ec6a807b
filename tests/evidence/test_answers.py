"""What an answer that is no fact says of what happened."""

import pytest

from grader.evidence import Blocked, cause_of

LONG = "a" * 300


@pytest.mark.parametrize(
    ("blocked", "title", "found"),
    [
        (Blocked("dockerfile", "Dockerfile:2: unknown: X", "Dockerfile", 2), "unknown: X", ""),
        (Blocked("dockerfile", "Dockerfile:0: no FROM", "Dockerfile"), "no FROM", ""),
        (Blocked("build", "it fails again\n  | boom"), "it fails again", "it fails again\n  | boom"),
        (Blocked("build context", LONG), "a" * 199 + "…", LONG),
        (Blocked("time", "longer than 5 s"), "the time for all of it was over", "longer than 5 s"),
    ],
)
def test_the_title_is_the_reason(blocked: Blocked, title: str, found: str) -> None:
    """Its first line, without the place, which is told apart; what it leaves out is found below."""
    cause = cause_of(blocked)
    assert (cause.title, cause.found, cause.line) == (title, found, blocked.line)
