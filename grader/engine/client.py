"""The line to an engine with a Docker-compatible API, and its failures as EngineFailureError."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import requests
from docker import APIClient
from docker.errors import APIError, DockerException
from typing_extensions import override
from urllib3.exceptions import HTTPError

from grader.errors import EngineFailureError
from grader.text import one_line

ENGINE_ERRORS = (DockerException, requests.RequestException, HTTPError, OSError)
"""What the client raises for an engine that fails; urllib3's own where a stream is cut off."""

TimedOutError = requests.Timeout
"""What it raises where an answer takes longer than it was given."""


class Client(APIClient):
    """Docker's client; it asks the engine only once what it is, which takes as long as five other calls."""

    @cached_property
    def said(self) -> dict[str, Any]:
        """The answer to `docker version`."""
        # No proxy stands before a socket; looking for one takes a third of a call.
        self.trust_env = not self.base_url.startswith("http+docker://")
        return dict(super().version(api_version=False))

    @override
    def version(self, api_version: bool = True) -> dict[str, Any]:
        return self.said


class Connection:
    """An engine's API, the answer to `docker version`, and the environment that leads commands to it.

    `socket` is the path of the socket where it listens; empty where it is none of this machine's.
    """

    def __init__(
        self,
        api: APIClient,
        version: Mapping[str, Any],
        environment: Mapping[str, str],
        remote_host: str | None,
        socket: str = "",
    ) -> None:
        self.api = api
        self.version = version
        self.environment = dict(environment)
        self.remote_host = remote_host
        self.socket = socket

    @cached_property
    def info(self) -> dict[str, Any]:
        """`docker info`, asked once. Raises EngineFailureError."""
        with engine_failures("asking the engine what it is"):
            return dict(self.api.info())

    def is_alive(self) -> bool:
        """Whether the engine answers now."""
        try:
            return bool(self.api.ping())
        except ENGINE_ERRORS:
            return False


@contextmanager
def engine_failures(doing: str) -> Iterator[None]:
    """Turns what the client raises for a failing engine into EngineFailureError."""
    try:
        yield
    except ENGINE_ERRORS as error:
        raise EngineFailureError(f"the engine failed while {doing}: {explanation(error)}") from error


def explanation(error: Exception) -> str:
    """The engine's own words."""
    if isinstance(error, APIError):
        return one_line(str(error.explanation or error), 400)
    return one_line(str(error) or type(error).__name__, 400)
