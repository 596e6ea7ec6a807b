"""A command's output is whole however its pieces arrive; a server on a socket sends an engine's answers."""

import json
import socketserver
import struct
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Thread

import pytest
from docker import APIClient

from grader.engine.client import Connection
from grader.engine.execution import MAX_BYTES, execute

STDOUT, STDERR = 1, 2


class Engine(socketserver.ThreadingUnixStreamServer):
    """Answers an exec with `frames`, in the same piece as the head of the answer."""

    daemon_threads = True
    block_on_close = False
    frames = b""
    asked: dict[str, object]


class Handler(BaseHTTPRequestHandler):
    """The three requests of an exec, and their answers."""

    server: Engine
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """An exec is made, or started."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.endswith("/start"):
            head = b"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n"
            with suppress(BrokenPipeError):  # who has read enough goes away
                self.wfile.write(head + self.server.frames)
            self.close_connection = True
        else:
            self.server.asked = json.loads(body)
            self._answer({"Id": "0123"})

    def do_GET(self) -> None:
        """How it ended."""
        self._answer({"ExitCode": 3})

    def _answer(self, document: object) -> None:
        data = json.dumps(document).encode()
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
        self.wfile.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))

    def log_message(self, *_: object) -> None:
        """Nothing is told of requests."""


@pytest.fixture(name="engine")
def _engine(tmp_path: Path) -> Iterator[Engine]:
    with Engine(str(tmp_path / "engine.sock"), Handler) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def _ran(engine: Engine, limit: float = 30.0, **options: object) -> tuple[int | None, str]:
    api = APIClient(f"unix://{engine.server_address}", version="1.44")
    return execute(Connection(api, {}, {}, None), "c0ffee", ["python"], limit, **options)


def _frame(stream: int, data: bytes) -> bytes:
    return struct.pack(">BxxxL", stream, len(data)) + data


def test_output_beside_the_head_is_kept(engine: Engine) -> None:
    """What arrives together with the head of the answer is part of the output, from both streams."""
    engine.frames = _frame(STDOUT, b"/opt/") + _frame(STDERR, b"venv\n") + _frame(STDOUT, b"")
    assert _ran(engine) == (3, "/opt/venv\n")


def test_no_output(engine: Engine) -> None:
    """A command that says nothing has no output."""
    assert _ran(engine) == (3, "")


def test_output_is_capped(engine: Engine) -> None:
    """At most so many bytes are kept, whatever a frame says of itself."""
    engine.frames = _frame(STDOUT, b"x" * (2 * MAX_BYTES))
    assert len(_ran(engine)[1]) == MAX_BYTES


def test_options_are_handed_on(engine: Engine) -> None:
    """Who runs it and what is listened to reaches the engine."""
    _ran(engine, user="0", stderr=False)
    assert (engine.asked["User"], engine.asked["AttachStderr"]) == ("0", False)
