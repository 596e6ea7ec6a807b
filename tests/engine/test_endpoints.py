import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.engine.endpoints import is_podmans

Serve = Callable[[bytes], dict[str, str]]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """A socket that gives one answer; the endpoint that leads to it."""
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.fspath(path))
        server.listen()

        def serving(answer: bytes) -> dict[str, str]:
            def run() -> None:
                client, _ = server.accept()
                with client:
                    client.recv(1000)
                    client.sendall(answer)

            threading.Thread(target=run, daemon=True).start()
            return {"DOCKER_HOST": f"unix://{path}"}

        yield serving


@pytest.mark.parametrize(
    ("header", "podmans"), [("Libpod-API-Version: 5.4.2", True), ("Server: Docker", False)]
)
def test_whose_socket(serve: Serve, header: str, *, podmans: bool) -> None:
    """Podman's ping says so."""
    assert is_podmans(serve(f"HTTP/1.0 200 OK\r\n{header}\r\n\r\nOK".encode())) is podmans


@pytest.mark.parametrize(
    "endpoint",
    [{"DOCKER_CONTEXT": "x"}, {"DOCKER_HOST": "tcp://far:1"}, {"DOCKER_HOST": "unix:///no/socket"}],
)
def test_what_cannot_be_told(endpoint: dict[str, str]) -> None:
    """It is not taken for Podman's."""
    assert not is_podmans(endpoint)
