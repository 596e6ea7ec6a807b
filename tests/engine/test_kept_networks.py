"""Networks that stay: who gets one, when it is given up, and that all go in the end."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from docker.errors import APIError, NotFound

from grader.challenge import Limits
from grader.engine.client import Connection
from grader.engine.docker_engine import DockerEngine
from grader.engine.kept_networks import KeptNetworks
from grader.engine.model import CannotStartError
from grader.engine.ownership import Run
from grader.errors import EngineFailureError

OF_ITS_OWN = "grader-submissions"
NO_COMMAND = 'exec: "no-such-program": executable file not found in $PATH'


class _Api:
    """Containers by number: `modes` are the networks of those that were created, in this order.

    `refused` are numbers of those that cannot be started, and why.
    """

    def __init__(self) -> None:
        self.modes: list[str] = []
        self.refused: dict[int, Exception] = {}
        self.there: set[str] = set()

    def create_host_config(self, **options: Any) -> dict[str, Any]:
        return options

    def create_container(self, _image: str, host_config: dict[str, Any], **_options: Any) -> dict[str, str]:
        self.modes.append(host_config["network_mode"])
        self.there.add(f"c{len(self.modes)}")
        return {"Id": f"c{len(self.modes)}"}

    def start(self, container: str) -> None:
        if error := self.refused.get(int(container[1:])):
            raise error

    def inspect_container(self, container: str) -> dict[str, Any]:
        if container not in {"group", *self.there}:
            raise NotFound("gone")
        number = container[1:] if container in self.there else "0"
        ports = {"80/tcp": [{"HostPort": f"99{number}"}]}
        return {"Image": "sha256:base", "State": {"Pid": 7}, "NetworkSettings": {"Ports": ports}}

    def remove_container(self, container: str, **_options: Any) -> None:
        if container not in self.there:
            raise NotFound("gone")
        self.there.remove(container)

    def containers(self, **_options: Any) -> list[dict[str, str]]:
        return [{"Id": container} for container in self.there]

    def images(self, **_options: Any) -> list[dict[str, str]]:
        return []


@pytest.fixture
def api() -> _Api:
    """An engine's API."""
    return _Api()


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is counted of the sockets of every network; empty where they cannot be seen."""
    told = ["1"]
    monkeypatch.setattr("grader.engine.kept_networks.SETTLING", (0.0, 0.0))
    monkeypatch.setattr("grader.engine.local_processes.is_of", lambda _process, _id: True)
    monkeypatch.setattr("grader.engine.local_processes.network_counts", lambda _process: tuple(told))
    return told


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the files of names hold; empty where they may not be looked into."""
    told = ["127.0.0.1 localhost"]

    def state(_process: int, _path: str) -> tuple[object, ...]:
        if not told:
            raise PermissionError("only the administrator may")
        return tuple(told)

    monkeypatch.setattr("grader.engine.local_processes.file_state", state)
    return told


def _engine(api: _Api) -> DockerEngine:
    return DockerEngine(Connection(cast("Any", api), {}, {}, None))


def _run(networks: KeptNetworks, group: str = "group") -> Run:
    run = Run()
    run.networks, run.group = networks, cast("Any", SimpleNamespace(container=group))
    return run


@pytest.mark.usefixtures("counts")
def test_one_after_the_other(api: _Api) -> None:
    """The next one has the first one's network and address; whoever comes meanwhile has one of its own."""
    engine, run = _engine(api), _run(KeptNetworks(1))
    first = engine.start("i", [80, 80], Limits(), run)
    meanwhile = engine.start("i", [80], Limits(), run)
    assert (first.address(80), meanwhile.address(80)) == (("127.0.0.1", 991), ("127.0.0.1", 993))
    first.remove()
    assert engine.start("i", [80], Limits(), run).address(80) == ("127.0.0.1", 991)
    assert api.modes == [OF_ITS_OWN, "container:c1", OF_ITS_OWN, "container:c1"]


@pytest.mark.usefixtures("counts")
def test_a_container_that_was_removed_has_no_address(api: _Api) -> None:
    """What is reached there is another submission's."""
    container = _engine(api).start("i", [80], Limits(), _run(KeptNetworks(1)))
    container.remove()
    with pytest.raises(EngineFailureError):
        container.address(80)


@pytest.mark.usefixtures("counts")
def test_one_that_somebody_else_removed(api: _Api) -> None:
    """Where it is not known how it ended, its network is not lent again."""
    engine, run = _engine(api), _run(KeptNetworks(1))
    container = engine.start("i", [80], Limits(), run)
    api.there.remove(container.container_id)
    with pytest.raises(EngineFailureError):
        container.remove()
    engine.start("i", [80], Limits(), run)
    assert api.modes[-1] == OF_ITS_OWN


@pytest.mark.parametrize("left", ["a socket", "a name"])
def test_what_one_left(api: _Api, counts: list[str], names: list[str], left: str) -> None:
    """Its network goes, and another one is made for the next."""
    engine, run = _engine(api), _run(KeptNetworks(1))
    container = engine.start("i", [80], Limits(), run)
    if left == "a socket":
        counts[:] = ["2"]
    else:
        names.append("203.0.113.9 pypi.example")
    container.remove()
    assert api.there == set()
    engine.start("i", [80], Limits(), run)
    assert api.modes[2:] == [OF_ITS_OWN, "container:c3"]


@pytest.mark.usefixtures("counts")
def test_other_ports(api: _Api) -> None:
    """A network with other ports is not the same."""
    engine, run = _engine(api), _run(KeptNetworks(1))
    engine.start("i", [80], Limits(), run).remove()
    engine.start("i", [8080], Limits(), run)
    assert api.modes == [OF_ITS_OWN, "container:c1", OF_ITS_OWN]


@pytest.mark.parametrize(
    ("unable", "tried"),
    [("sockets unseen", 1), ("files unseen", 0), ("not started", 1), ("no group", 0), ("none wanted", 0)],
)
def test_where_none_can_be_had(
    api: _Api, counts: list[str], names: list[str], unable: str, tried: int
) -> None:
    """Each container has its own, and nothing is tried twice."""
    if unable == "sockets unseen":
        counts.clear()
    elif unable == "files unseen":
        names.clear()
    elif unable == "not started":
        api.refused[1] = APIError("no such sysctl")
    networks = KeptNetworks(0 if unable == "none wanted" else 2)
    engine, run = _engine(api), _run(networks, "" if unable == "no group" else "group")
    for _ in range(2):
        engine.start("i", [80], Limits(), run)
    assert api.modes == [OF_ITS_OWN] * (tried + 2)


@pytest.mark.usefixtures("counts")
def test_a_command_that_does_not_start(api: _Api) -> None:
    """That is the image's fault, and nobody was in the network."""
    engine, run = _engine(api), _run(KeptNetworks(1))
    api.refused[2] = APIError("x", cast("Any", SimpleNamespace(status_code=400)), NO_COMMAND)
    with pytest.raises(CannotStartError):
        engine.start("i", [80], Limits(), run)
    engine.start("i", [80], Limits(), run)
    assert api.modes[1:] == ["container:c1", "container:c1"]


@pytest.mark.usefixtures("counts")
def test_an_engine_that_fails_at_a_start(api: _Api) -> None:
    """The container may have begun: its network goes, one of its own is tried, and no other is made."""
    engine, run = _engine(api), _run(KeptNetworks(1))
    api.refused[2] = ConnectionResetError("gone")
    container = engine.start("i", [80], Limits(), run)
    assert (container.container_id, api.modes) == ("c3", [OF_ITS_OWN, "container:c1", OF_ITS_OWN])
    assert "c1" not in api.there
    engine.start("i", [80], Limits(), run)
    assert api.modes[3:] == [OF_ITS_OWN]


@pytest.mark.usefixtures("counts")
def test_the_end(api: _Api) -> None:
    """All are removed; a submission that was given up and goes on makes no more."""
    networks = KeptNetworks(2)
    engine, run = _engine(api), _run(networks)
    engine.start("i", [80], Limits(), run).remove()
    assert api.there == {"c1"}
    networks.close()
    assert api.there == set()
    engine.start("i", [8080], Limits(), run)
    assert api.modes[2:] == [OF_ITS_OWN]
    KeptNetworks(2).close()
