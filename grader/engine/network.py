"""The network of the containers of submissions: on Docker, one in which none reaches another."""

from docker.errors import APIError, NotFound

from grader.engine.client import Connection, engine_failures
from grader.errors import EngineFailureError

NETWORK = "grader-submissions"
NETWORK_LABEL = "grader.network"
BRIDGE = "grader0"
"""The bridge's name on the engine's machine, for rules of its firewall."""
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


def is_missing(error: EngineFailureError) -> bool:
    """Whether a container could not be started because the network is not there."""
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
