"""Images as the engine describes them."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from threading import Thread
from types import SimpleNamespace
from typing import Any, cast

import pytest
import requests
from docker import APIClient
from docker.errors import ImageNotFound

from grader.engine.client import Connection, engine_failures
from grader.engine.images import find_image, history, listed_size
from grader.engine.model import STAND_IN_LABEL, Image
from grader.errors import EngineFailureError
from grader.evidence import HistoryEntry

INSPECTED = {
    "Id": "sha256:1",
    "RootFS": {"Layers": ["l1"]},
    "Size": 7,
    "Os": "linux",
    "Architecture": "amd64",
    "RepoTags": ["a:1"],
    "Config": {
        "Env": ["A=1"],
        "Labels": dict([STAND_IN_LABEL]),
        "ExposedPorts": {"80/tcp": {}},
        "Healthcheck": {"Test": ["NONE"]},
        "Cmd": None,
    },
}


def _connection(**api: Any) -> Connection:
    return Connection(cast("Any", SimpleNamespace(**api)), {}, {}, None)


def test_an_image() -> None:
    """Its layers, platform and configuration; what is not there is empty."""
    found = find_image(_connection(inspect_image=lambda _name: INSPECTED), "a:1")
    assert found is not None
    assert (found.image_id, found.layers, found.platform, found.is_stand_in) == (
        "sha256:1",
        ("l1",),
        "linux/amd64",
        True,
    )
    assert (found.config.ports, found.config.healthcheck, found.config.command) == (
        ("80/tcp",),
        ("NONE",),
        (),
    )


def test_no_image() -> None:
    """An image that is not there is none; an engine that is not there fails."""

    def missing(_name: str) -> None:
        raise ImageNotFound("no such image")

    def gone(_name: str) -> None:
        raise requests.ConnectionError("gone")

    assert find_image(_connection(inspect_image=missing), "a:1") is None
    with pytest.raises(EngineFailureError, match="looking at the image a:1: gone"):
        find_image(_connection(inspect_image=gone), "a:1")


def test_history_and_list() -> None:
    """The oldest entry comes first; the list is asked by the image's names."""
    entries = [{"CreatedBy": "RUN make", "Size": 7}, {"CreatedBy": None, "Size": None}]
    listed = {"a:1": [{"Size": 9}]}
    connection = _connection(history=lambda _id: entries, images=lambda name: listed[name])
    assert history(connection, "a:1") == (HistoryEntry("", 0), HistoryEntry("RUN make", 7))
    image = Image("sha256:1", (), 7, "linux/amd64", tags=("a:1",))
    assert listed_size(connection, image) == 9
    assert listed_size(connection, Image("sha256:1", (), 7, "linux/amd64")) is None


def test_a_push_that_is_cut_off(cut_off: APIClient) -> None:
    """An engine that dies while it pushes is the machine's failure."""
    with pytest.raises(EngineFailureError, match="pushing a:1"), engine_failures("pushing a:1"):
        list(cut_off.push("a", tag="1", stream=True, decode=True))


@pytest.fixture
def cut_off() -> Iterator[APIClient]:
    """An engine whose every answer ends in the middle."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    with server.accept()[0] as line:
                        line.recv(65536)
                        line.sendall(head + b'16\r\n{"status": "Working"}\n\r\n')

        Thread(target=serve, daemon=True).start()
        yield APIClient(f"tcp://127.0.0.1:{server.getsockname()[1]}", version="1.41", timeout=5)
