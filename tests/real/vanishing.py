"""A way to the real engine that can be cut: a forwarding socket in front of the engine's own."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CHUNK_BYTES = 65_536


class Line:
    """Everything that is sent to `path` goes to the engine at `engine`, until the line is cut."""

    def __init__(self, path: Path, engine: Path) -> None:
        self._path, self._engine = path, engine
        self._open: list[socket.socket] = []
        self._is_cut = False
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(str(path))
        self._server.listen(16)
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """The engine is gone: its socket, and every connection to it."""
        self._is_cut = True
        self._path.unlink(missing_ok=True)
        for one in [self._server, *self._open]:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near = self._server.accept()[0]
                far = socket.socket(socket.AF_UNIX)
                far.connect(str(self._engine))
                self._open += [near, far]
                if self._is_cut:
                    near.close()
                    far.close()
                    return
                for source, target in ((near, far), (far, near)):
                    threading.Thread(target=_forward, args=(source, target), daemon=True).start()


def _forward(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(CHUNK_BYTES):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


@contextmanager
def line_to(engine: Path, folder: Path) -> Iterator[Line]:
    """A line to the engine's socket, at `folder`/engine.sock."""
    line = Line(folder / "engine.sock", engine)
    try:
        yield line
    finally:
        line.cut()
