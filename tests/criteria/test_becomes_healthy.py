"""A health check is judged by what it did, not by its text."""

from typing import Any

import pytest

from grader.criteria.becomes_healthy import BecomesHealthyKind
from grader.criterion import Finding, Met, Unmeasured, Unmet
from grader.criterion.health_samples import health_trial
from grader.criterion.samples import built_image
from grader.evidence import HealthFact, HealthTrialFact, NotRunning
from tests.criteria.made import judged

DOCKERFILE = "FROM a AS b\nHEALTHCHECK CMD x\nFROM b\nHEALTHCHECK CMD y\n"


def _judge(
    *test: str,
    health: HealthFact | NotRunning | None = None,
    trial: HealthTrialFact | None = None,
    interval: float = 0.0,
    **options: Any,
) -> Finding:
    image = built_image(healthcheck=test, health_interval=interval)
    health = health or HealthFact("healthy", 1.0)
    facts = image, health, trial or health_trial()
    return judged(BecomesHealthyKind, *facts, dockerfile=DOCKERFILE, **options)


@pytest.mark.parametrize("text", ["python check.py", "curl -f localhost:5000/health || exit 1", "/app/check"])
def test_honest_checks(text: str) -> None:
    """What fails alone, asks for the path and fails at status 500 is a check, however it asks."""
    assert isinstance(_judge("CMD-SHELL", text, asks="/health"), Met)


@pytest.mark.parametrize(
    ("trial", "told"),
    [
        (health_trial(alone=0), "succeeded where nothing listened"),
        (health_trial(asked=()), "it asked for nothing"),
        (health_trial(asked=("GET /", "GET /healthz")), "it asked for GET /, GET /healthz"),
        (health_trial(asked=("GET /x?/health",)), "did not ask for /health"),
        (health_trial(failing=0), "the answer to /health was status 500"),
    ],
)
def test_what_an_experiment_tells(trial: HealthTrialFact, told: str) -> None:
    """Whatever its text says."""
    finding = _judge("CMD-SHELL", "curl -f localhost:5000/health", trial=trial, asks="/health")
    assert isinstance(finding, Unmet)
    assert told in finding.found


@pytest.mark.parametrize("target", ["GET /health", "HEAD /health/", "GET /health?full=1"])
def test_ways_to_ask_for_the_path(target: str) -> None:
    """The method, a query and a slash at the end make no difference."""
    assert isinstance(_judge("CMD", "x", trial=health_trial(asked=(target,)), asks="/health"), Met)


def test_a_check_that_needs_more_than_a_server() -> None:
    """It asks and is healthy in the application's own container: that it fails elsewhere is no fault."""
    assert isinstance(_judge("CMD", "x", trial=health_trial(answered=1), asks="/health"), Met)


def test_nothing_is_asked_for() -> None:
    """Without `asks` a check need only fail where nothing listens; what it asks is its own matter."""
    trial = HealthTrialFact(health_trial().alone)
    assert isinstance(_judge("CMD", "pg_isready", trial=trial), Met)


@pytest.mark.parametrize(("text", "outcome"), [("curl -f x/health", Met), ("python check.py", Unmeasured)])
def test_no_server_at_hand(text: str, outcome: type[Finding]) -> None:
    """Then the application's own network stands for the server, and only the text tells what is asked."""
    assert isinstance(_judge("CMD-SHELL", text, trial=health_trial(1, None, None), asks="/health"), outcome)


@pytest.mark.parametrize("interval", [60.0, 0.0])
def test_a_check_that_comes_too_rarely(interval: float) -> None:
    """The interval is named as the reason; it is 30 s where the image does not say."""
    finding = _judge("CMD", "x", health=HealthFact("starting", 30.0), interval=interval, within="30s")
    assert isinstance(finding, Unmet)
    assert f"the check runs only every {interval or 30:.0f} s" in finding.found
    assert "--interval" in (finding.hint or "")


def test_place_is_that_of_the_check_that_counts() -> None:
    """The last HEALTHCHECK on the way to the image is the one to mend."""
    finding = _judge("CMD", "true", trial=health_trial(alone=0))
    assert isinstance(finding, Unmet)
    assert (finding.file, finding.line) == ("Dockerfile", 4)


def test_missing_program_is_named_in_the_hint() -> None:
    """A check with curl in an image without curl is a common mistake."""
    health = HealthFact("unhealthy", 9.0, ("/bin/sh: 1: curl: not found",))
    finding = _judge("CMD-SHELL", "curl -f http://localhost/", health=health)
    assert isinstance(finding, Unmet)
    assert "curl: not found" in finding.found
    assert "no such program" in (finding.hint or "")


def test_missing_module_is_named_in_the_hint() -> None:
    """So is a check in Python with a package that only the developer has."""
    health = HealthFact("unhealthy", 9.0, ("ModuleNotFoundError: No module named 'requests'",))
    finding = _judge("CMD-SHELL", "python -c 'import requests'", health=health)
    assert isinstance(finding, Unmet)
    assert (finding.hint or "").startswith("The image has no module requests.")
    assert "urllib.request" in (finding.hint or "")


def test_log_of_a_container_that_ended() -> None:
    """Where the container ends, its last lines tell why."""
    finding = _judge("CMD", "curl", "x", health=NotRunning("it ended with code 1", ("\x1b[1mNo module",)))
    assert isinstance(finding, Unmet)
    assert finding.found == "it ended with code 1\n  | No module"
