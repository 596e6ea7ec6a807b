import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.machine import private
from grader.machine.home import Home
from grader.machine.private import is_answering, is_private, stop
from grader.machine.work import Work
from tests.fake_engine import FakeEngine
from tests.machine.samples import Programs, answering_with


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Path]:
    """A socket that answers a ping."""
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.fspath(path))
        server.listen()

        def answer() -> None:
            client, _ = server.accept()
            with client:
                client.recv(1000)
                client.sendall(b"HTTP/1.1 200 OK\r\n\r\nOK")

        threading.Thread(target=answer, daemon=True).start()
        yield path


def test_ping(daemon: Path, tmp_path: Path) -> None:
    """An engine answers; a socket without one, or none at all, does not."""
    assert is_answering(daemon)
    assert not is_answering(tmp_path / "missing")
    with socket.socket(socket.AF_UNIX) as left_behind:
        left_behind.bind(os.fspath(tmp_path / "dead"))
    assert not is_answering(tmp_path / "dead")


def test_whose_engine(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the private one only with its socket, its process, and that process in its root directory."""
    ours, elsewhere = answering_with(FakeEngine()), answering_with(FakeEngine(), "tcp://far.example:2375")
    assert not is_private(ours, home)
    home.run.mkdir(parents=True)
    (home.run / "docker.pid").write_text("17")
    assert not is_private(ours, home)
    monkeypatch.setattr(private, "is_inside", lambda pid, root: (pid, root) == (17, home.root))
    assert is_private(ours, home)
    assert not is_private(elsewhere, home)


def test_leftovers_of_a_dead_engine(home: Home, programs: Programs) -> None:
    """Its files of process ids go; nobody else's process is touched, and no container is asked for."""
    home.run.mkdir(parents=True)
    home.root.mkdir()
    (home.run / "docker.pid").write_text(str(os.getpid()))
    stop(home, Work(quiet=True))
    assert list(home.run.iterdir()) == []
    assert programs.calls == []


def test_daemon_that_ends_at_once(home: Home) -> None:
    """A start that has failed is not waited for."""
    home.root.mkdir(parents=True)
    with subprocess.Popen(["false"]) as ended:
        ended.wait()
    assert not private._answers_in_time(home, ended)
