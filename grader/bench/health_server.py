"""A server for trying health checks: it answers as it is told, and writes down what it was asked.

Its text is the program: `python3 -I -c TEXT SETTINGS` in a container of its own, with the Python of a base
image, which may be old. At SIGUSR1 it begins to fail on the path that it was given.
"""

import json
import signal
import socket
import sys
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from threading import Event, Thread
from typing import Any

MAX_TOLD = 100
"""Requests that are written down."""


def path_of(target: str) -> str:
    """The path of a request's target, without its query and a slash at the end."""
    return target.partition("?")[0].rstrip("/")


def serve(settings: dict[str, Any]) -> None:
    """Answer on all `ports` until the container is removed."""
    failing, told = Event(), [0]

    class Handler(BaseHTTPRequestHandler):
        timeout = 5

        def do_GET(self) -> None:
            if told[0] < MAX_TOLD:
                told[0] += 1
                print(json.dumps([self.command, self.path[:200]]), flush=True)  # noqa: T201 - what is told
            fails = failing.is_set() and path_of(self.path) == path_of(settings["path"])
            body = b"Internal Server Error\n" if fails else settings["body"].encode()
            self.send_response(500 if fails else settings["status"])
            self.send_header("Content-Type", "text/plain" if fails else settings["type"])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_POST = do_GET  # noqa: N815 - the names that the class calls

        def log_message(self, *_arguments: Any) -> None:
            pass

    signal.signal(signal.SIGUSR1, lambda _number, _frame: failing.set())
    for port in settings["ports"]:
        Thread(target=_server(port, Handler).serve_forever, daemon=True).start()
    print("ready", flush=True)  # noqa: T201 - what is told
    while True:
        signal.pause()


class _Server(ThreadingTCPServer):
    address_family = socket.AF_INET6
    allow_reuse_address = daemon_threads = True
    request_queue_size = 50

    def server_bind(self) -> None:
        self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        super().server_bind()


class _Server4(_Server):
    address_family = socket.AF_INET

    def server_bind(self) -> None:
        ThreadingTCPServer.server_bind(self)


def _server(port: int, handler: type[BaseHTTPRequestHandler]) -> ThreadingTCPServer:
    """On both families where the network has both."""
    try:
        return _Server(("::", port), handler)
    except OSError:
        return _Server4(("0.0.0.0", port), handler)  # noqa: S104 - the container has no network


if __name__ == "__main__":
    serve(json.loads(sys.argv[1]))
