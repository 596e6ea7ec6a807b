from types import SimpleNamespace
from typing import Any, cast

import pytest
import requests

from grader.engine import podman_container
from grader.engine.client import Connection
from grader.engine.podman_container import PodmanContainer
from grader.errors import EngineFailureError

CHECK = {"Test": ["CMD", "true"], "Interval": 2_000_000_000, "Timeout": 3_000_000_000}
LATE = 0
Said = dict[str, Any]


class Podman:
    """Its API: a container that has a check every two seconds, which runs only when it is asked for."""

    base_url = "http://podman"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.health: Said = {"Status": "starting", "Log": None}
        self.check: Said | None = CHECK
        self.answers, self.counts = 200, True

    def inspect_container(self, _container: str) -> Said:
        """How it is."""
        return {"State": {"Health": self.health}, "Config": {"Healthcheck": self.check}}

    def get(self, url: str, timeout: float) -> requests.Response:
        """Podman's own interface: run the check."""
        self.asked.append(f"{url} {timeout}")
        answer = requests.Response()
        answer.status_code = self.answers
        if self.answers == LATE:
            raise requests.ReadTimeout
        if self.counts:
            self.health = {"Status": "healthy", "Log": [{"Output": "fine", "Start": str(len(self.asked))}]}
        return answer

    def kill(self, container: str) -> None:
        """End it."""
        self.asked.append(f"kill {container}")

    def remove_container(self, container: str, **_options: object) -> None:
        """Remove it."""
        self.asked.append(f"remove {container}")


@pytest.fixture
def podman() -> Podman:
    """The API."""
    return Podman()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the time is, in seconds."""
    now = [100.0]
    monkeypatch.setattr(podman_container, "time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


def _container(podman: Podman) -> PodmanContainer:
    return PodmanContainer(Connection(cast("Any", podman), {}, {}, None), "c1")


def test_check_that_nobody_runs(podman: Podman, clock: list[float]) -> None:
    """It is asked for once it is overdue, not before, and again only after its interval."""
    container = _container(podman)
    assert container.health() == ("starting", ())
    clock[0] += 2
    assert container.health() == ("starting", ())
    clock[0] += 1
    assert container.health() == ("healthy", ("fine",))
    assert container.health()[0] == "healthy"
    assert podman.asked == ["http://podman/v4.0.0/libpod/containers/c1/healthcheck 3.5"]


def test_check_that_systemd_runs(podman: Podman, clock: list[float]) -> None:
    """It is left alone."""
    container = _container(podman)
    for ran in range(5):
        podman.health = {"Status": "starting", "Log": [{"Output": "no", "Start": str(ran)}]}
        assert container.health()[0] == "starting"
        clock[0] += 2
    assert podman.asked == []


@pytest.mark.parametrize(
    ("answers", "counts", "status"),
    [(500, True, "healthy"), (409, False, "starting"), (LATE, False, "starting")],
)
def test_check_without_an_answer(
    podman: Podman, clock: list[float], answers: int, status: str, *, counts: bool
) -> None:
    """One that was counted, that never ended, or whose container ended is no failure of the engine."""
    podman.answers, podman.counts = answers, counts
    container = _container(podman)
    container.health()
    clock[0] += 3
    assert container.health()[0] == status


def test_check_that_podman_cannot_run(podman: Podman, clock: list[float]) -> None:
    """An error that counts as no check is the engine's."""
    podman.answers, podman.counts = 500, False
    container = _container(podman)
    container.health()
    clock[0] += 3
    with pytest.raises(EngineFailureError, match="health"):
        container.health()


def test_no_check(podman: Podman, clock: list[float]) -> None:
    """There is nothing to ask for."""
    podman.check, podman.health = None, {}
    container = _container(podman)
    assert container.health() == ("none", ())
    clock[0] += 100
    assert container.health() == ("none", ())
    assert podman.asked == []


def test_removal(podman: Podman) -> None:
    """It is killed first: Podman would wait for its end."""
    _container(podman).remove()
    assert podman.asked == ["kill c1", "remove c1"]
