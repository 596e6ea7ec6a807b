"""A real server on loopback that says what it is told to."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Respond = Callable[[socket.socket], object]
HEAD = b"HTTP/1.1 %d X\r\nContent-Length: %d\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n"


def says(body: bytes = b"ok", status: int = 200) -> Respond:
    """A whole answer."""
    return lambda line: line.sendall(HEAD % (status, len(body)) + body)


def raw(answer: bytes) -> Respond:
    """These bytes, and the end."""
    return lambda line: line.sendall(answer)


def drips(line: socket.socket) -> None:
    """An answer whose body comes byte by byte, without end."""
    line.sendall(HEAD % (200, 1_000_000))
    while True:
        line.sendall(b".")
        time.sleep(0.01)


@contextmanager
def serving(*responses: Respond) -> Iterator[tuple[tuple[str, int], list[bytes]]]:
    """The address of a server, and the requests it got; the last response is given until the end."""
    requests, lines = list[bytes](), list[socket.socket]()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    line, _ = server.accept()
                    lines.append(line)
                    threading.Thread(target=answer, args=(line,), daemon=True).start()

        def answer(line: socket.socket) -> None:
            with suppress(OSError), line:
                requests.append(line.recv(65_536))
                responses[min(len(requests), len(responses)) - 1](line)

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[:2], requests
        for each in (server, *lines):
            with suppress(OSError):  # its end came before
                each.shutdown(socket.SHUT_RDWR)


def nobody() -> tuple[str, int]:
    """An address where nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        host, port = server.getsockname()[:2]
    return str(host), int(port)
