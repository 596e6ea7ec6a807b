from typing import Any

import pytest

from grader.criteria.becomes_healthy import BecomesHealthyKind
from grader.criterion import Finding, Met, Unmet
from grader.criterion.samples import built_image
from grader.evidence import HealthFact, NotRunning
from tests.criteria.made import judged

DOCKERFILE = "FROM a AS b\nHEALTHCHECK CMD x\nFROM b\nHEALTHCHECK CMD y\n"


def _judge(
    *test: str, health: HealthFact | NotRunning | None = None, env: tuple[str, ...] = (), **options: Any
) -> Finding:
    image = built_image(healthcheck=test, environment=env)
    health = health or HealthFact("healthy", 1.0)
    return judged(BecomesHealthyKind, image, health, dockerfile=DOCKERFILE, **options)


@pytest.mark.parametrize(
    "text",
    [
        "true",
        "/bin/true",
        ":",
        "exit 0",
        "exit",
        "echo ok",
        "echo ok && exit 0",
        "sleep 1; true",
        "",
        "# curl -f http://localhost/",
        "sh -c 'exit 0'",
        "timeout 5 true",
        "[ 1 = 1 ]",
        "test -n ok",
        "curl -f http://localhost/ || true",
        "curl -f http://localhost/ || exit 0",
        "curl -f http://localhost/ || exit 0 # fine",
        "curl -f http://localhost/; true",
        "curl -f http://localhost/; echo done",
        "curl -f http://localhost/ || echo down",
        "curl -f http://localhost/ || :",
        "curl -f http://localhost/ &",
        "sh -c 'curl -f http://localhost/ || true'",
    ],
)
def test_check_that_cannot_fail(text: str) -> None:
    """A check that is true whatever the application does is no check."""
    assert isinstance(_judge("CMD-SHELL", text), Unmet)


@pytest.mark.parametrize(
    "test",
    [
        ("CMD-SHELL", "curl -f http://localhost/"),
        ("CMD-SHELL", "curl -f http://localhost/ || exit 1"),
        ("CMD-SHELL", "curl -f http://localhost/ && exit 0 || exit 1"),
        ("CMD-SHELL", "curl -f http://localhost/ && echo ok"),
        ("CMD-SHELL", "curl -f http://localhost/ > /dev/null 2>&1"),
        ("CMD-SHELL", "if curl -f http://localhost/; then exit 0; else exit 1; fi"),
        ("CMD-SHELL", "if ! curl -f http://localhost/; then exit 1; fi; exit 0"),
        ("CMD-SHELL", "set -e; curl -f http://localhost/; echo ok"),
        ("CMD-SHELL", '[ "$(curl -s http://localhost/)" = ok ]'),
        ("CMD-SHELL", "test -f /tmp/alive"),
        ("CMD-SHELL", "wget -qO- http://localhost/ | grep -q ok"),
        ("CMD", "curl", "-f", "http://localhost/"),
        ("CMD", "/app/check"),
        ("CMD", "sh", "-c", "curl -f http://localhost/ || exit 1"),
        ("CMD", "python", "-c", "import urllib.request as u; u.urlopen('http://localhost:5000/health')"),
        ("CMD-SHELL", "python -c \"import urllib.request as u; u.urlopen('http://localhost/')\""),
    ],
)
def test_check_that_asks(test: tuple[str, ...]) -> None:
    """The usual ways to ask an application count."""
    assert isinstance(_judge(*test), Met)


@pytest.mark.parametrize(
    "test",
    [("CMD", "true"), ("CMD", "sh", "-c", "exit 0"), ("CMD", "sh", "-c", "curl x || true"), ("CMD",)],
)
def test_list_that_cannot_fail(test: tuple[str, ...]) -> None:
    """A check written as a JSON list is read, too."""
    assert isinstance(_judge(*test), Unmet)


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("curl -f http://localhost:5000/health", True),
        ("curl -f http://localhost:$PORT/health", True),
        ("curl -f http://localhost:5000/", False),
        ("echo /health && curl -f http://localhost:5000/", False),
        ("curl -f http://localhost:5000/ # 5000/health", False),
    ],
)
def test_what_is_asked_for(text: str, met: bool) -> None:  # noqa: FBT001 - a table of cases
    """The wanted text must be in a command that asks, with variables put in."""
    finding = _judge("CMD-SHELL", text, asks="5000/health", env=("PORT=5000",))
    assert isinstance(finding, Met) is met


def test_place_is_that_of_the_check_that_counts() -> None:
    """The last HEALTHCHECK on the way to the image is the one to mend."""
    finding = _judge("CMD", "true")
    assert isinstance(finding, Unmet)
    assert (finding.file, finding.line) == ("Dockerfile", 4)


def test_missing_program_is_named_in_the_hint() -> None:
    """A check with curl in an image without curl is a common mistake."""
    health = HealthFact("unhealthy", 9.0, ("/bin/sh: 1: curl: not found",))
    finding = _judge("CMD-SHELL", "curl -f http://localhost/", health=health)
    assert isinstance(finding, Unmet)
    assert "curl: not found" in finding.found
    assert "no such program" in (finding.hint or "")


def test_log_of_a_container_that_ended() -> None:
    """Where the container ends, its last lines tell why."""
    finding = _judge("CMD", "curl", "x", health=NotRunning("it ended with code 1", ("\x1b[1mNo module",)))
    assert isinstance(finding, Unmet)
    assert finding.found == "it ended with code 1\n  | No module"
    assert finding.hint
