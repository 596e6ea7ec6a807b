"""Registries on loopback: Debian's own, and one that has nothing to give."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest
import requests
from typing_extensions import override

from tests.needed import missing

CONFIG = """\
version: 0.1
storage: {{filesystem: {{rootdirectory: {folder}}}}}
http: {{addr: "127.0.0.1:{port}"}}
"""


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory, program: str) -> Iterator[str]:
    """The address of Debian's docker-registry, started on a free port."""
    folder = tmp_path_factory.mktemp("registry")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "config.yml").write_text(CONFIG.format(folder=folder / "data", port=port))
    with subprocess.Popen(
        [program, "serve", str(folder / "config.yml")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        deadline = time.monotonic() + 20
        while not _answers(port) and time.monotonic() < deadline:
            time.sleep(0.1)
        yield f"127.0.0.1:{port}"
        process.terminate()


@pytest.fixture(scope="module")
def program() -> str:
    """The registry's program; scripts/test-tools installs it."""
    return shutil.which("docker-registry") or missing("no docker-registry: run scripts/test-tools")


def _answers(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/v2/", timeout=1).ok
    except requests.RequestException:
        return False


class _Poor(ThreadingHTTPServer):
    """Answers each request with `status`, or not at all where it is 0."""

    daemon_threads = True

    def __init__(self, status: int) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.status, self.over = status, Event()


class _Answering(BaseHTTPRequestHandler):
    server: _Poor

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        if not self.server.status:
            self.server.over.wait(30)
            return
        self.send_response(self.server.status)
        self.send_header("WWW-Authenticate", 'Basic realm="registry"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    @override
    def log_message(self, *_arguments: object) -> None:
        """Silent."""


@contextmanager
def poor_registry(status: int) -> Iterator[str]:
    """The address of a registry that answers everything with this status; with 0, it says nothing."""
    with _Poor(status) as server:
        Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.over.set()
        server.shutdown()
