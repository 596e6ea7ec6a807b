"""Getting an image that is not there: whose fault it is where it cannot be had, and the mirror."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest
from docker.errors import APIError
from typing_extensions import override

from grader.dockerfile import parse_reference
from grader.engine.client import Connection
from grader.engine.model import NotPulled
from grader.engine.pulling import messages, read_message
from grader.engine.pulls import mirrored, pull

DIGEST = f"sha256:{'a' * 64}"


class _Engine(ThreadingHTTPServer):
    """Answers as an engine does: `said` to a pull, or nothing until `over` where it has nothing to say."""

    daemon_threads = True

    def __init__(self, said: list[dict[str, str]]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.said, self.over, self.asked = said, Event(), list[str]()
        Thread(target=self.serve_forever, args=[0.01], daemon=True).start()


class _Handler(BaseHTTPRequestHandler):
    server: _Engine

    def do_GET(self) -> None:
        self._answer(json.dumps({"ApiVersion": "1.45", "Version": "26"}))

    def do_POST(self) -> None:
        at = urlsplit(self.path)
        asked = parse_qs(at.query)
        if "create" in at.path:
            self.server.asked.append(f"{asked['fromImage'][0]} {asked['tag'][0]}")
            if not self.server.said:
                self.server.over.wait(20)
        else:
            self.server.asked.append(
                f"{at.path.partition('/images/')[2]} {asked['repo'][0]} {asked['tag'][0]}"
            )
        self._answer("".join(f"{json.dumps(message)}\n" for message in self.server.said))

    def do_DELETE(self) -> None:
        self.server.asked.append(f"remove {urlsplit(self.path).path.partition('/images/')[2]}")
        self._answer("[]")

    def _answer(self, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    @override
    def log_message(self, *_arguments: object) -> None:
        """Silent."""


@contextmanager
def _engine(*said: dict[str, str]) -> Iterator[tuple[Connection, _Engine]]:
    from docker import APIClient

    with _Engine(list(said)) as server:
        url = f"tcp://127.0.0.1:{server.server_address[1]}"
        yield Connection(APIClient(url, version="1.41", timeout=5), {}, {"DOCKER_HOST": url}, None), server
        server.over.set()
        server.shutdown()


def test_pulled() -> None:
    """Progress is told line by line, by name and tag."""
    told = list[str]()
    with _engine({"status": "Downloading", "progress": "[=>  ]"}) as (connection, server):
        assert pull(connection, "registry.example:5000/a", 20, told.append) is None
    assert server.asked == ["registry.example:5000/a latest"]
    assert told == ["Downloading [=> ]"]


def test_a_mirror(monkeypatch: pytest.MonkeyPatch) -> None:
    """An official image comes from the mirror and has its official name only."""
    monkeypatch.setenv("GRADER_MIRROR", "mirror.example:5000/hub")
    with _engine({"status": "Done"}) as (connection, server):
        assert pull(connection, "python:3.11-slim", 20, lambda _line: None) is None
    at_mirror = "mirror.example:5000/hub/library/python"
    assert server.asked == [
        f"{at_mirror} 3.11-slim",
        f"{at_mirror}:3.11-slim/tag docker.io/library/python 3.11-slim",
        f"remove {at_mirror}:3.11-slim",
    ]


@pytest.mark.parametrize(
    ("reference", "source"),
    [
        ("python:3", "m:5000/library/python"),
        ("bitnami/redis", "m:5000/bitnami/redis"),
        ("ghcr.io/a/b:1", "ghcr.io/a/b"),
        (f"python:3@{DIGEST}", "python"),
    ],
)
def test_what_is_asked_of_a_mirror(reference: str, source: str) -> None:
    """Official registry's images, by tag."""
    assert mirrored(parse_reference(reference), "m:5000") == source


def test_a_registry_that_is_silent() -> None:
    """The engine says nothing meanwhile; it is given up at the limit."""
    started = time.monotonic()
    with _engine() as (connection, _server):
        failed = pull(connection, "a:1", 0.7, lambda _line: None)
    assert failed == NotPulled("no answer within 1 s", unreachable=True)
    assert time.monotonic() - started < 6


@pytest.mark.parametrize(
    ("said", "unreachable"),
    [("manifest for a:1 not found: manifest unknown", False), ("toomanyrequests: x", True)],
)
def test_what_is_not_pulled(said: str, *, unreachable: bool) -> None:
    """A registry that has no such image is told from one that serves nobody."""
    with _engine({"error": said}) as (connection, _server):
        assert pull(connection, "a:1", 20, lambda _line: None) == NotPulled(said, unreachable)


@pytest.mark.parametrize(
    ("api", "last"),
    [
        ({"pull": [{"status": "a"}, {"error": "no\nsuch"}]}, {"refused": "no such"}),
        ({"pull": APIError("denied")}, {"refused": "denied"}),
        ({"pull": OSError("gone")}, {"failed": "gone"}),
        ({"pull": []}, {"done": "a"}),
    ],
)
def test_how_a_pull_ends(api: Mapping[str, Any], last: dict[str, str]) -> None:
    """The last message tells it: the engine's word is told from the loss of the engine."""

    def pulling(*_arguments: str, **_options: bool) -> list[dict[str, str]]:
        if isinstance(api["pull"], Exception):
            raise api["pull"]
        return cast("list[dict[str, str]]", api["pull"])

    connection = Connection(cast("Any", SimpleNamespace(pull=pulling)), {}, {}, None)
    assert list(messages(connection, "a", "1"))[-1] == last


@pytest.mark.parametrize("line", ["", "Traceback", "[]"])
def test_a_line_that_is_no_message(line: str) -> None:
    """It is taken for none."""
    assert read_message(line) == {}
