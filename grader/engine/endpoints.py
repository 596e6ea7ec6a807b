"""Where an engine may listen, as far as it can be told without asking one."""

import json
import os
import shutil
import socket
from contextlib import suppress
from pathlib import Path

PING_SECONDS = 0.5
DOCKER_SOCKET = Path("/var/run/docker.sock")


def config_folder() -> Path:
    """The folder of the docker command's settings."""
    return Path(os.environ.get("DOCKER_CONFIG") or Path.home() / ".docker")


def context_name() -> str | None:
    """The docker context that is in force (docker/cli, cli/command); None where it is the default one."""
    name = os.environ.get("DOCKER_CONTEXT")
    with suppress(OSError, ValueError, AttributeError):
        name = name or json.loads((config_folder() / "config.json").read_text("utf-8")).get("currentContext")
    return None if not name or name == "default" else str(name)


def likely_endpoint() -> dict[str, str] | None:
    """The variables that lead to the engine which is asked first; None where nothing tells."""
    if host := os.environ.get("DOCKER_HOST"):
        return {"DOCKER_HOST": host}
    if name := context_name():
        return {"DOCKER_CONTEXT": name}
    there = DOCKER_SOCKET.exists() and shutil.which("docker") is not None
    return {"DOCKER_HOST": f"unix://{DOCKER_SOCKET}"} if there else None


def is_podmans(endpoint: dict[str, str]) -> bool:
    """Whether Podman answers at this socket; False where it is no socket, or nothing answers at once.

    buildx would fetch and start a BuildKit of its own there.
    """
    address = endpoint.get("DOCKER_HOST", "")
    if not address.startswith("unix://"):
        return False
    with suppress(OSError), socket.socket(socket.AF_UNIX) as client:
        client.settimeout(PING_SECONDS)
        client.connect(address.removeprefix("unix://"))
        client.sendall(b"GET /_ping HTTP/1.0\r\nHost: engine\r\n\r\n")
        return b"libpod" in client.recv(4_096).lower()  # its header Libpod-API-Version
    return False
