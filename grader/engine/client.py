"""The engine as the rest of the grader sees it, with its failures told apart."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Literal

import requests
from docker import APIClient
from docker.errors import APIError, DockerException

from grader.dockerfile.platforms import architecture
from grader.errors import EngineFailureError
from grader.text import one_line

Store = Literal["containerd"] | str


class Engine:
    """A live engine: its API client, and what kind of engine it is; `about` is `docker version`'s."""

    def __init__(
        self,
        api: APIClient,
        about: Mapping[str, Any],
        environment: Mapping[str, str],
        remote_host: str | None,
    ) -> None:
        self.api = api
        self._version = about
        self.environment = dict(environment)
        self.remote_host = remote_host

    @cached_property
    def info(self) -> dict[str, Any]:
        """`docker info`, asked once."""
        with engine_failures("asking the engine what it is"):
            return dict(self.api.info())

    @property
    def name(self) -> Literal["docker", "podman"]:
        """Podman's Docker-compatible API names its component `Podman Engine`."""
        names = [str(part.get("Name", "")) for part in self._version.get("Components") or []]
        return "podman" if any("podman" in name.lower() for name in names) else "docker"

    @property
    def version(self) -> str:
        """The engine's version."""
        return str(self._version.get("Version", "unknown"))

    @property
    def buildah(self) -> str:
        """The version of the builder inside Podman; empty where the engine is Docker."""
        return str(self.info.get("BuildahVersion") or "")

    @property
    def store(self) -> str:
        """The image store: `containerd`, or the name of the storage driver, such as `overlay2`."""
        status = self.info.get("DriverStatus") or []
        if any("io.containerd.snapshotter" in str(value) for pair in status for value in pair):
            return "containerd"
        return str(self.info.get("Driver", "unknown"))

    @property
    def platform(self) -> str:
        """What the engine builds for by itself, such as `linux/amd64`."""
        machine = str(self.info.get("Architecture", ""))
        return f"{self.info.get('OSType', 'linux')}/{architecture(machine)}"

    def is_alive(self) -> bool:
        """Whether the engine answers now."""
        try:
            return bool(self.api.ping())
        except (DockerException, requests.RequestException, OSError):
            return False


@contextmanager
def engine_failures(doing: str) -> Iterator[None]:
    """Turns what the client raises for a failing engine into EngineFailureError."""
    try:
        yield
    except (DockerException, requests.RequestException, OSError) as error:
        raise EngineFailureError(f"the engine failed while {doing}: {explanation(error)}") from error


def explanation(error: Exception) -> str:
    """The engine's own words."""
    if isinstance(error, APIError):
        return one_line(str(error.explanation or error), 400)
    return one_line(str(error) or type(error).__name__, 400)
