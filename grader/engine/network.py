"""The network of the containers of submissions: on Docker, one in which none reaches another."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from docker.errors import APIError, NotFound

from grader.engine.client import Connection, engine_failures
from grader.errors import EngineFailureError

NETWORK = "grader-submissions"
NETWORK_LABEL = "grader.network"
BRIDGE = "grader0"
"""The bridge's name on the engine's machine, for rules of its firewall."""
_Started = TypeVar("_Started")
_OPTIONS = {"com.docker.network.bridge.enable_icc": "false", "com.docker.network.bridge.name": BRIDGE}


def make_network(connection: Connection) -> None:
    """Make it, once for all runs. EngineFailureError where the engine cannot."""
    with engine_failures("making the network of submissions"):
        try:
            connection.api.create_network(
                NETWORK, driver="bridge", options=_OPTIONS, labels={NETWORK_LABEL: ""}
            )
        except APIError as error:
            if error.status_code != 409:  # another run made it meanwhile
                raise


def once_there(connection: Connection, start: Callable[[], _Started]) -> _Started:
    """What `start` comes to, once the network is there: it is made where a start says that it is missing."""
    try:
        return start()
    except EngineFailureError as error:
        if not _is_missing(error):
            raise
    make_network(connection)
    return start()


def port_bindings(connection: Connection, ports: Iterable[int]) -> dict[int, tuple[str, None]]:
    """docker-py's `port_bindings` that publish the ports at random ones."""
    # A remote engine's loopback is out of reach from here.
    publish_on = "0.0.0.0" if connection.remote_host else "127.0.0.1"  # noqa: S104 - see above
    return dict.fromkeys(ports, (publish_on, None))


def published_at(connection: Connection, found: Mapping[str, Any], port: int) -> tuple[str, int] | None:
    """Where a port of a container leads, as the engine's answer tells; None where it is not published."""
    bindings = (found["NetworkSettings"].get("Ports") or {}).get(f"{port}/tcp") or []
    host = connection.remote_host or "127.0.0.1"
    return (host, int(bindings[0]["HostPort"])) if bindings else None


def _is_missing(error: EngineFailureError) -> bool:
    return isinstance(error.__cause__, NotFound) and f"network {NETWORK} not found" in str(error)


def keeps_apart(connection: Connection) -> bool | None:
    """Whether containers in it do not reach each other; None where it was not made yet."""
    with engine_failures("looking at the network of submissions"):
        try:
            found = connection.api.inspect_network(NETWORK)
        except NotFound:
            return None
    return (found.get("Options") or {}).get("com.docker.network.bridge.enable_icc") == "false"


def remove_network(connection: Connection) -> None:
    """Remove it where no container is in it."""
    with engine_failures("cleaning up"):
        for network in connection.api.networks(filters={"label": [NETWORK_LABEL]}):
            try:
                connection.api.remove_network(network["Id"])
            except APIError as error:
                if error.status_code not in {403, 404}:  # in use, or already removed
                    raise
