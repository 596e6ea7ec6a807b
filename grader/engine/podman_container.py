"""A container of Podman: its health checks run also where Podman runs none, and its end takes no time."""

import time
from contextlib import suppress
from typing import Any

from typing_extensions import override

from grader.engine.client import engine_failures
from grader.engine.containers import ApiContainer
from grader.errors import EngineFailureError

LIBPOD = "/v4.0.0/libpod"
"""Where Podman answers in words of its own; all versions from 4 on do (docs.podman.io, API reference)."""
GRACE_SECONDS = 0.5
USUAL_INTERVAL = 30.0
"""Seconds between two checks where the image names none (Dockerfile reference, HEALTHCHECK)."""


class PodmanContainer(ApiContainer):
    """A started container.

    Podman leaves its health checks to timers of systemd (podman-healthcheck-run(1)). Where none runs, such as
    in a container or without systemd, the state would be `starting` for ever. So a check that is overdue is
    asked for; Podman runs it and counts it as its own.
    """

    _checks = 0
    _last_check = 0.0

    @override
    def health(self) -> tuple[str, tuple[str, ...]]:
        with engine_failures("looking after the container's health"):
            found = self._connection.api.inspect_container(self._id)
            if self._is_overdue(found):
                api = self._connection.api
                api.get(f"{api.base_url}{LIBPOD}/containers/{self._id}/healthcheck").raise_for_status()
        return super().health()

    @override
    def remove(self) -> None:
        """End and remove it; Podman would wait 10 s for a first process that ignores the signal to stop."""
        with suppress(EngineFailureError), engine_failures("ending the container"):
            self._connection.api.kill(self._id)
        super().remove()

    def _is_overdue(self, found: dict[str, Any]) -> bool:
        now = time.monotonic()
        checks = len((found["State"].get("Health") or {}).get("Log") or ())
        if checks != self._checks or not self._last_check:
            self._checks, self._last_check = checks, now
        healthcheck = found["Config"].get("Healthcheck") or {}
        interval = int(healthcheck.get("Interval") or 0) / 1e9 or USUAL_INTERVAL
        has_check = healthcheck.get("Test") not in (None, [], ["NONE"])
        return has_check and now - self._last_check > interval + GRACE_SECONDS
