"""Finding the engine: DOCKER_HOST, the docker context, the Docker socket, the Podman socket."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import docker
from docker.utils import kwargs_from_env

from grader.engine.client import ENGINE_ERRORS, Client, Connection
from grader.engine.compatible import CompatibleEngine
from grader.engine.docker_engine import DockerEngine
from grader.engine.endpoints import DOCKER_SOCKET, context_name
from grader.engine.podman_engine import PodmanEngine, is_podman
from grader.errors import EngineUnavailableError
from grader.text import one_line
from grader.values import Value, field

PROBE_SECONDS = 5
API_SECONDS = 120
_CHECKOUT = Path(__file__).resolve().parents[2] / "scripts" / "engine"
_OR_A_PRIVATE_ONE = ", or run scripts/engine up" if _CHECKOUT.is_file() else ""


class Endpoint(Value, dict=True):
    """One place where an engine may listen; `environment` makes the docker command use the same."""

    source: str
    url: str
    tls: Any = False
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def remote_host(self) -> str | None:
        """The host name of an engine on another machine, else None."""
        address = urlsplit(self.url)
        return address.hostname if address.scheme in {"tcp", "http", "https", "ssh"} else None

    @property
    def socket(self) -> str:
        """The path of its socket, empty where it has none."""
        address = urlsplit(self.url)
        return address.path if address.scheme in {"unix", "http+unix"} else ""


def find_engine() -> CompatibleEngine:
    """The first engine that answers; EngineUnavailableError says where it was looked for."""
    tried = []
    for endpoint in _endpoints():
        try:
            return _open(endpoint)
        except (*ENGINE_ERRORS, ValueError) as error:
            tried.append(f"{endpoint.source} ({endpoint.url}): {one_line(str(error), 120)}")
    looked = "\n".join(f"  {line}" for line in tried) or "  no socket of Docker or Podman found"
    raise EngineUnavailableError(
        f"no container engine answers:\n{looked}\n"
        f"Start Docker Desktop, Docker Engine or Podman{_OR_A_PRIVATE_ONE}."
    )


def _endpoints() -> Iterator[Endpoint]:
    if host := os.environ.get("DOCKER_HOST"):
        yield Endpoint("DOCKER_HOST", host, _tls_of_environment(), {"DOCKER_HOST": host})
        return
    if (context := _context()) is not None:
        yield context
        if os.environ.get("DOCKER_CONTEXT"):
            return
    sockets = [("Docker socket", DOCKER_SOCKET)]
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    sockets += [("Podman socket", Path(runtime, "podman/podman.sock"))] if runtime else []
    sockets += [("Podman socket", Path("/run/podman/podman.sock"))]
    for source, path in sockets:
        if path.exists():
            yield Endpoint(source, f"unix://{path}", environment={"DOCKER_HOST": f"unix://{path}"})


def _context() -> Endpoint | None:
    name = context_name()
    if name is None:
        return None
    context = docker.ContextAPI.get_context(name)
    if context is None or not context.Host:
        raise EngineUnavailableError(f"the docker context {name!r} does not exist (docker context ls)")
    tls = context.TLSConfig or False
    return Endpoint(f"docker context {name}", str(context.Host), tls, {"DOCKER_CONTEXT": name})


def _tls_of_environment() -> Any:
    return kwargs_from_env().get("tls", False)


def _open(endpoint: Endpoint) -> CompatibleEngine:
    ssh = endpoint.url.startswith("ssh://")
    api = Client(endpoint.url, tls=endpoint.tls, timeout=PROBE_SECONDS, use_ssh_client=ssh)
    api.timeout = API_SECONDS
    connection = Connection(api, api.said, endpoint.environment, endpoint.remote_host, endpoint.socket)
    return PodmanEngine(connection) if is_podman(api.said) else DockerEngine(connection)
