"""Looking at a container, where the engine behind it fails."""

import os
import socket
import time
from types import SimpleNamespace
from typing import Any, cast

import pytest
from urllib3.exceptions import ProtocolError

from grader.engine.client import Connection
from grader.engine.containers import ApiContainer
from grader.errors import EngineFailureError


def _failing(error: Exception) -> ApiContainer:
    def fails(*_arguments: object, **_options: object) -> None:
        raise error

    return _container(exec_create=fails)


def _container(pid: int = 0, **methods: Any) -> ApiContainer:
    def inspect(_container: str) -> dict[str, Any]:
        return {"State": {"Pid": pid}}

    api = SimpleNamespace(inspect_container=inspect, base_url="", api_version="", timeout=1, **methods)
    return ApiContainer(Connection(cast("Any", api), {}, {}, None), "c1")


@pytest.mark.parametrize("error", [OSError("gone"), ProtocolError("gone"), RuntimeError("gone")])
def test_a_command_that_could_not_be_run(error: Exception) -> None:
    """However the engine fails, the command has not taken too long."""
    with pytest.raises(EngineFailureError, match="gone"):
        _failing(error).run(["true"], 5.0)


@pytest.mark.parametrize("error", [OSError("gone"), ProtocolError("gone")])
def test_sockets_that_cannot_be_seen(error: Exception) -> None:
    """They only help to explain, so nothing is concluded from that."""
    assert _failing(error).listeners() is None


def test_sockets_without_a_program_of_the_image(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where this machine shows them, nothing is run in the container."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setattr(
            "grader.engine.local_processes.is_of", lambda process, _id: process == os.getpid()
        )
        listeners = _container(pid=os.getpid()).listeners() or ()
        assert server.getsockname()[1] in {listener.port for listener in listeners}


def test_silence_is_seen_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the first process is known, and as long as it is there; before, nothing is concluded."""
    alive, container = {os.getpid()}, _container()
    monkeypatch.setattr("grader.engine.local_processes.is_of", lambda process, _id: process in alive)
    monkeypatch.setattr(
        container._connection.api,
        "inspect_container",
        lambda _id: {"State": {"Pid": os.getpid()}, "NetworkSettings": {}},
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert not container.is_silent(port)
        assert container.address(port) is None  # the engine tells the process along with the address
        assert not container.is_silent(port)
    assert container.is_silent(port)
    alive.clear()
    assert not container.is_silent(port)


def test_many_sockets_tell_no_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that listens may be among those that are not read."""
    container = _container()
    monkeypatch.setattr("grader.engine.local_processes.is_of", lambda _process, _id: True)
    monkeypatch.setattr("grader.engine.local_processes.socket_counts", lambda _process: ())
    for lines, silent in ((1, True), (1_001, False)):
        monkeypatch.setattr("grader.engine.local_processes.sockets", lambda _process, n=lines: "x\n" * n)
        assert container.is_silent(80) is silent


@pytest.mark.parametrize(("counts", "wait", "lists"), [((), 0.0, 3), (("1",), 0.0, 1), (("1",), 0.6, 3)])
def test_when_sockets_are_listed(
    monkeypatch: pytest.MonkeyPatch, counts: tuple[str, ...], wait: float, lists: int
) -> None:
    """Where their number tells nothing, or was the same for a while: one may have taken another's place."""
    container, listed, now = _container(), list[int](), [100.0]

    def sockets(process: int) -> str:
        listed.append(process)
        return ""

    monkeypatch.setattr("grader.engine.local_processes.is_of", lambda _process, _id: True)
    monkeypatch.setattr("grader.engine.local_processes.socket_counts", lambda _process: counts)
    monkeypatch.setattr("grader.engine.local_processes.sockets", sockets)
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    for _ in range(3):
        assert container.is_silent(80)
        now[0] += wait
    assert len(listed) == lists


def test_one_that_begins_to_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is seen at the next look, and one port's silence is not another's."""
    container, held = _container(pid=os.getpid()), socket.socket()
    monkeypatch.setattr("grader.engine.local_processes.is_of", lambda _process, _id: True)
    container._first_process = os.getpid()
    with held, socket.create_server(("127.0.0.1", 0)) as other:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        assert [container.is_silent(port) for _ in range(2)] == [True, True]
        assert not container.is_silent(other.getsockname()[1])
        held.listen()
        assert not container.is_silent(port)


def test_whether_it_runs_is_seen_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine is asked until it names the process, and again when that is gone from this machine."""
    states = [{"Running": True, "Pid": 7}, {"Running": False, "ExitCode": 3}]
    alive, container = {7}, _container()
    monkeypatch.setattr("grader.engine.local_processes.is_of", lambda process, _id: process in alive)
    monkeypatch.setattr(container._connection.api, "inspect_container", lambda _id: {"State": states.pop(0)})
    assert [container.state().running for _ in range(3)] == [True, True, True]
    alive.clear()
    assert (container.state().exit_code, states) == (3, [])


def test_a_program_of_the_image_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is waited for once, for a short time."""
    monkeypatch.setattr("grader.engine.containers.LOOK_SECONDS", 0.05)
    asked: list[str] = []

    def created(_container: str, command: list[str], **_options: object) -> dict[str, str]:
        asked.append(command[0])
        return {"Id": "e1"}

    silent = SimpleNamespace(raw=SimpleNamespace(read=lambda _size: time.sleep(60)), close=lambda: None)
    silent.raise_for_status = silent.close
    container = _container(exec_create=created, post=lambda *_words, **_options: silent)
    assert (container.listeners(), container.listeners(), asked) == (None, None, ["cat"])
