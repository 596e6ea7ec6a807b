"""Starting a container of an image, with limits."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from docker.errors import APIError

from grader.engine.client import Connection, explanation
from grader.engine.containers import ApiContainer
from grader.engine.faults import is_command_fault
from grader.engine.model import CannotStartError, CommandOrder
from grader.engine.network import port_bindings
from grader.engine.ownership import Run
from grader.errors import EngineFailureError

if TYPE_CHECKING:
    from grader.challenge import Limits
    from grader.engine.kept_networks import KeptNetwork

# What an ordinary server needs to drop its rights and to own its files; no more.
CAPABILITIES = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "NET_BIND_SERVICE", "SETGID", "SETUID"]
HOST_NAME = "application"


def start_container(
    connection: Connection, image: str, ports: Iterable[int], limits: "Limits", run: Run, network: str | None
) -> ApiContainer:
    """A started container of `image` with its own command, `ports` published at random ones.

    It is in the `network`, in the engine's usual one where that is None.

    CannotStartError where the image's command is at fault, EngineFailureError where the engine is.
    """
    wanted = sorted(set(ports))
    bindings = port_bindings(connection, wanted)
    host = {**_limits(limits), "port_bindings": bindings, "network_mode": network}
    return ApiContainer(connection, _start(connection, image, run, host, ports=wanted))


def start_in(
    connection: Connection, image: str, network: "KeptNetwork", limits: "Limits", run: Run
) -> ApiContainer:
    """A started container of `image` with its own command, in a network that is there; raises the same."""
    host = {**_limits(limits), "network_mode": f"container:{network.holder}"}
    return ApiContainer(connection, _start(connection, image, run, host), network)


def start_command(
    connection: Connection, image: str, order: CommandOrder, limits: "Limits", run: Run
) -> ApiContainer:
    """A started container of `image` with another command, within the same limits; raises the same."""
    host = _limits(limits)
    options: dict[str, Any] = {"entrypoint": list(order.command[:1]), "command": list(order.command[1:])}
    if order.beside:
        host["network_mode"] = f"container:{order.beside}"
    else:  # without a network nobody tells the container the address of its own name
        host |= {"network_mode": "none", "extra_hosts": {HOST_NAME: "127.0.0.1"}}
        options["hostname"] = HOST_NAME
    if order.among:
        host["pid_mode"] = f"container:{order.among}"
    if order.user is not None:
        options["user"] = order.user
    started = _start(connection, image, run, host, healthcheck={"test": ["NONE"]}, **options)
    return ApiContainer(connection, started)


def _start(connection: Connection, image: str, run: Run, host: dict[str, Any], **options: Any) -> str:
    try:
        host_config = connection.api.create_host_config(**host)
        created = connection.api.create_container(
            image, labels=run.labels, host_config=host_config, **options
        )
        connection.api.start(created["Id"])
    except APIError as error:
        said = explanation(error)
        if is_command_fault(said):
            raise CannotStartError(said) from error
        raise EngineFailureError(f"the engine could not start the container: {said}") from error
    except OSError as error:
        raise EngineFailureError(f"the engine failed while starting the container: {error}") from error
    return str(created["Id"])


def _limits(limits: "Limits") -> dict[str, Any]:
    return {
        "mem_limit": limits.memory,
        "memswap_limit": limits.memory,
        "nano_cpus": int(limits.cpus * 1_000_000_000),
        "pids_limit": limits.processes,
        "security_opt": ["no-new-privileges"],
        "cap_drop": ["ALL"],
        "cap_add": CAPABILITIES,
        # Podman keeps such a log as k8s-file, with the same limit.
        "log_config": {"Type": "json-file", "Config": {"max-size": "1m", "max-file": "2"}},
    }
