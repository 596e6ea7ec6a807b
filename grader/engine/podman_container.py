"""A container of Podman: its health checks run also where Podman runs none, and its end takes no time."""

import time
from contextlib import suppress
from typing import Any

from typing_extensions import override

from grader.engine.client import TimedOutError, engine_failures
from grader.engine.containers import ApiContainer
from grader.errors import EngineFailureError

LIBPOD = "/v4.0.0/libpod"
"""Where Podman answers in words of its own; all versions from 4 on do (docs.podman.io, API reference)."""
GRACE_SECONDS = 0.5
USUAL_INTERVAL = USUAL_TIMEOUT = 30.0
"""Seconds between two checks, and for one, where the image names none (Dockerfile reference, HEALTHCHECK)."""
HAS_ENDED = 409
"""The answer where the container does not run any more."""


class PodmanContainer(ApiContainer):
    """A started container.

    Podman leaves its health checks to timers of systemd (podman-healthcheck-run(1)). Where none runs, such as
    in a container or without systemd, the state would be `starting` for ever. So a check that is overdue is
    asked for; Podman runs it and counts it as its own.
    """

    _latest = ""
    _seen_at = 0.0

    @override
    def health(self) -> tuple[str, tuple[str, ...]]:
        with engine_failures("looking after the container's health"):
            found = self._connection.api.inspect_container(self._id)
            if self._is_overdue(found):
                self._run_check(found)
        return super().health()

    @override
    def remove(self) -> None:
        """End and remove it; Podman would wait 10 s for a first process that ignores the signal to stop."""
        with suppress(EngineFailureError), engine_failures("ending the container"):
            self._connection.api.kill(self._id)
        super().remove()

    def _is_overdue(self, found: dict[str, Any]) -> bool:
        now, latest = time.monotonic(), _latest_check(found)
        if latest != self._latest or not self._seen_at:
            self._latest, self._seen_at = latest, now
        has_check = _healthcheck(found).get("Test") not in (None, [], ["NONE"])
        interval = _seconds(found, "Interval", USUAL_INTERVAL)
        return has_check and now - self._seen_at > interval + GRACE_SECONDS

    def _run_check(self, found: dict[str, Any]) -> None:
        """Podman waits for its end. One that outlasts its time counts and is told as an error (5.4).

        Where the container has ended meanwhile, its state says so.
        """
        api = self._connection.api
        limit = _seconds(found, "Timeout", USUAL_TIMEOUT) + GRACE_SECONDS
        with suppress(TimedOutError):
            url = f"{api.base_url}{LIBPOD}/containers/{self._id}/healthcheck"
            answer = api.get(url, timeout=limit)
            counted = _latest_check(api.inspect_container(self._id)) != _latest_check(found)
            if answer.status_code != HAS_ENDED and not counted:
                answer.raise_for_status()


def _healthcheck(found: dict[str, Any]) -> dict[str, Any]:
    return dict(found["Config"].get("Healthcheck") or {})


def _seconds(found: dict[str, Any], name: str, usual: float) -> float:
    return int(_healthcheck(found).get(name) or 0) / 1e9 or usual


def _latest_check(found: dict[str, Any]) -> str:
    """When the latest check began: Podman keeps only the last five."""
    log = (found["State"].get("Health") or {}).get("Log") or [{}]
    return str(log[-1].get("Start") or "")
