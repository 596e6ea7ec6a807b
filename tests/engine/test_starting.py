"""Starting a container: its limits, and whose fault it is that it does not start."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from docker.errors import APIError

from grader.challenge import Limits
from grader.engine.client import Connection
from grader.engine.model import CannotStartError, CommandOrder
from grader.engine.ownership import Run
from grader.engine.starting import start_command, start_container
from grader.errors import EngineFailureError


class _Api:
    """Creates and starts containers, or says why not."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.created: dict[str, Any] = {}

    def create_host_config(self, **options: Any) -> dict[str, Any]:
        return options

    def create_container(self, image: str, **options: Any) -> dict[str, str]:
        self.created = {"image": image, **options}
        return {"Id": "c1"}

    def start(self, _container: str) -> None:
        if self.error:
            raise self.error


def _start(api: _Api, remote_host: str | None = None) -> dict[str, Any]:
    connection = Connection(cast("Any", api), {}, {}, remote_host)
    start_container(connection, "sha256:1", [80, 80, 5000], Limits(), Run(), None)
    return api.created


def _refused(said: str) -> APIError:
    response = SimpleNamespace(status_code=400, reason="x", url="u")
    return APIError("x", cast("Any", response), said)


def test_limits() -> None:
    """Memory without swap, CPUs, processes, few rights, labels; ports on loopback only."""
    created = _start(_Api())
    host = created["host_config"]
    assert (created["image"], created["ports"], len(created["labels"])) == ("sha256:1", [80, 5000], 2)
    assert host["mem_limit"] == host["memswap_limit"] == 512_000_000
    assert (host["nano_cpus"], host["pids_limit"]) == (1_000_000_000, 256)
    assert (host["cap_drop"], host["security_opt"]) == (["ALL"], ["no-new-privileges"])
    assert host["port_bindings"] == {80: ("127.0.0.1", None), 5000: ("127.0.0.1", None)}


def test_an_engine_elsewhere() -> None:
    """Its loopback is out of reach, so ports are published on all its addresses."""
    assert _start(_Api(), "engine.example")["host_config"]["port_bindings"][80] == ("0.0.0.0", None)


def _command(order: CommandOrder) -> dict[str, Any]:
    api = _Api()
    start_command(Connection(cast("Any", api), {}, {}, None), "sha256:1", order, Limits(), Run())
    return api.created


def test_a_command_alone() -> None:
    """Words, never a text for a shell; no network, no health check, the same limits, the image's user."""
    created = _command(CommandOrder(("curl", "-f", "a; b")))
    assert (created["entrypoint"], created["command"]) == (["curl"], ["-f", "a; b"])
    assert (created["healthcheck"], created["host_config"]["network_mode"]) == ({"test": ["NONE"]}, "none")
    assert created["host_config"]["mem_limit"] == 512_000_000
    assert not {"ports", "user"} & created.keys()


def test_a_command_beside_containers() -> None:
    """The network of one, the processes of another."""
    created = _command(CommandOrder(("python3",), beside="c1", among="c2", user="0"))
    host = created["host_config"]
    assert (host["network_mode"], host["pid_mode"], created["user"]) == ("container:c1", "container:c2", "0")
    assert "hostname" not in created


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (_refused('exec: "no-such-program": executable file not found in $PATH'), CannotStartError),
        (_refused("error setting rlimit type 7: operation not permitted"), EngineFailureError),
        (ConnectionResetError("gone"), EngineFailureError),
    ],
)
def test_what_does_not_start(error: Exception, raised: type[Exception]) -> None:
    """The image's command is told from the machine."""
    with pytest.raises(raised):
        _start(_Api(error))
