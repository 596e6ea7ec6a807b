"""What /proc of this machine tells of processes."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from grader.engine import local_processes
from grader.engine.model import Listener
from grader.engine.sockets import read_listeners

SELF = os.getpid()


def _proc(home: Path, name: str, text: str) -> Path:
    file = home / "7" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return home


def test_a_listener_is_seen() -> None:
    """By the socket that it holds, not by what it says."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert local_processes.listens(SELF) is True
        assert Listener(port, loopback=True) in read_listeners(local_processes.sockets(SELF) or "")


def test_the_number_of_sockets() -> None:
    """It changes with each one that listens, on either family of addresses."""
    before = local_processes.socket_counts(SELF)
    with socket.create_server(("127.0.0.1", 0)):
        one = local_processes.socket_counts(SELF)
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            both = local_processes.socket_counts(SELF)
    assert len({before, one, both}) == 3


def test_no_number_of_sockets(tmp_path: Path) -> None:
    """A machine that does not tell is not taken for one without sockets."""
    assert local_processes.socket_counts(7, tmp_path) == ()


SOCKSTAT = """\
sockets: used 5
TCP: inuse 3 orphan {orphan} tw 2 alloc 8 mem {orphan}
UDP: inuse 1 mem {orphan}
FRAG: inuse 0 memory 0
"""


def test_what_is_in_use_of_a_network(tmp_path: Path) -> None:
    """Each kind of socket and what is remembered counts, what the whole machine has in use does not."""
    counted = {
        local_processes.network_counts(7, _proc(tmp_path, "net/sockstat", SOCKSTAT.format(orphan=orphan)))
        for orphan in (1, 2)
    }
    assert counted == {("5", "3", "2", "1", "0")}
    assert local_processes.network_counts(8, tmp_path) == ()


def test_a_network_of_this_machine() -> None:
    """A socket of any kind changes it."""
    before = local_processes.network_counts(SELF)
    with socket.socket(type=socket.SOCK_DGRAM) as sender:
        sender.bind(("127.0.0.1", 0))
        assert local_processes.network_counts(SELF) != before


def test_the_state_of_a_file(tmp_path: Path) -> None:
    """It changes with the content, with who may read, and with what is attached; no link is followed."""
    file, link = tmp_path / "hosts", tmp_path / "link"
    file.write_text("localhost")
    link.symlink_to(file)
    states = [local_processes.file_state(SELF, str(file))]
    assert local_processes.file_state(SELF, str(file)) == states[0]
    for change in (lambda: file.write_text("elsewhere"), lambda: file.chmod(0o600)):
        change()
        states.append(local_processes.file_state(SELF, str(file)))
    os.setxattr(file, "user.seen", b"1")
    states.append(local_processes.file_state(SELF, str(file)))
    assert len(set(states)) == 4
    with pytest.raises(OSError, match="symbolic link"):
        local_processes.file_state(SELF, str(link))


def test_who_does_not_listen() -> None:
    """A process without sockets, on a machine on which others listen."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as idle:
        assert local_processes.listens(idle.pid) is False
        assert local_processes.executable(idle.pid) == os.path.realpath(sys.executable)
        idle.communicate(b"\n")


@pytest.mark.parametrize(
    ("status", "keeps"),
    [
        ("CapPrm:\t0000000000000000\nCapEff:\t0000000000000000\nCapBnd:\t00000000a80425fb\n", False),
        ("CapPrm:\t0000000000000400\nCapEff:\t0000000000000400\n", False),
        ("CapPrm:\t0000000000000080\nCapEff:\t0000000000000000\n", True),
    ],
)
def test_capabilities(tmp_path: Path, status: str, *, keeps: bool) -> None:
    """What is permitted counts; what could be had by an exec does not."""
    assert local_processes.keeps_capabilities(7, _proc(tmp_path, "status", status)) is keeps


def test_whose_process_it_is(tmp_path: Path) -> None:
    """A number of another machine's may be a stranger's here."""
    proc = _proc(tmp_path, "cgroup", "0::/system.slice/docker-c0ffee.scope\n")
    assert local_processes.is_of(7, "c0ffee", proc)
    assert not local_processes.is_of(7, "decade", proc)
    assert not local_processes.is_of(8, "c0ffee", proc)
    assert not local_processes.is_of(0, "c0ffee", proc)


def test_where_nothing_is_seen(tmp_path: Path) -> None:
    """Nothing is concluded."""
    asked = (local_processes.sockets, local_processes.listens, local_processes.keeps_capabilities)
    assert [ask(7, tmp_path) for ask in asked] == [None, None, None]
    assert local_processes.executable(7, tmp_path) == ""
