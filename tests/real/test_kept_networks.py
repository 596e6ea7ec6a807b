"""Containers that have a network one after the other."""

import os
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.bench.builds import Builds
from grader.bench.source import Source
from grader.challenge import Limits
from grader.engine.compatible import CompatibleEngine
from grader.engine.containers import ApiContainer
from grader.engine.kept_networks import KeptNetworks
from grader.engine.model import BuildLimits
from grader.engine.ownership import Run
from grader.evidence import DEFAULT
from tests.bench.submissions import handed_in

pytestmark = pytest.mark.engine

DOCKERFILE = """\
FROM python:3.11-slim
COPY app.py /
CMD ["python", "/app.py"]
"""
TELLS_ITS_NAMES = """\
import socket
server = socket.socket()  # without SO_REUSEADDR: a port that is remembered is refused
server.bind(("", 5000))
server.listen()
while True:
    client = server.accept()[0]
    client.recv(1000)
    client.sendall(b"HTTP/1.0 200 OK\\r\\n\\r\\n" + open("/etc/hosts", "rb").read())
    client.close()  # the one that closes first has to remember
"""
TELLS_WHAT_IT_FINDS = """\
import hashlib, os, pathlib
VARY = "tcp_max_tw_buckets", "nf_conntrack_count"
found = [
    (str(file), file.read_text().split())
    for file in sorted(pathlib.Path("/proc/sys/net").rglob("*"))
    if file.is_file() and file.stat().st_mode & 0o444 and file.name not in VARY
]
found += sorted(line.split()[1:4] for line in open("/proc/self/mounts") if not line.startswith("overlay"))
found += [line for line in open("/proc/self/status") if line.startswith(("Cap", "Uid", "Sec", "NoNew"))]
found += [os.listdir("/sys/class/net"), sorted(os.environ), open("/etc/resolv.conf").read()]
print(len(found), hashlib.sha256(repr(found).encode()).hexdigest())
"""
SHUTS_OTHERS_OUT = """\
import os, struct
FOR_ALL, NOBODY = 0xFFFFFFFF, 1000
ACCESS = (1, 6, FOR_ALL), (2, 0, NOBODY), (4, 4, FOR_ALL), (16, 4, FOR_ALL), (32, 4, FOR_ALL)
listed = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in ACCESS)
os.setxattr("/etc/hosts", "system.posix_acl_access", listed)
"""
SPOILS = "open('/etc/hosts', 'a').write('203.0.113.9 pypi.example\\n')\n"

Start = Callable[[str], ApiContainer]


@pytest.fixture
def networks(engine: CompatibleEngine) -> Iterator[KeptNetworks]:
    """One network at most."""
    if engine.about.name != "docker" or engine.about.builder == "classic":
        pytest.skip("only Docker's networks stay, where its builds have control groups")
    if os.geteuid() != 0:
        pytest.skip("only the administrator sees the files of names")
    networks = KeptNetworks(1)
    yield networks
    networks.close()


@pytest.fixture
def start(engine: CompatibleEngine, networks: KeptNetworks, tmp_path: Path) -> Iterator[Start]:
    """Starts an application with this text, as one of a class; all are removed at the end."""
    run = Run()
    run.build_limits, run.networks = BuildLimits(1_000_000_000, 500, 1.0), networks

    def started(app: str) -> ApiContainer:
        folder = handed_in(tmp_path / "submission", DOCKERFILE, app_py=app)
        image = Builds(engine, Source(folder), run, 60.0, lambda _text: None).image(DEFAULT)
        return engine.start(image.image_id, [5000], Limits(), run)

    yield started
    engine.remove_run(run)
    run.release()


def test_one_after_the_other(start: Start) -> None:
    """The next one has the same network, and its port at once, as if nobody had been there."""
    first = start(TELLS_ITS_NAMES)
    address, names = first.address(5000), _answer(first)
    first.remove()
    second = start(TELLS_ITS_NAMES)
    assert second.address(5000) == address
    assert _answer(second) == names


def test_what_an_application_finds(start: Start) -> None:
    """Settings, rights, interfaces and variables are those of a container with a network of its own."""
    kept, own = start(TELLS_WHAT_IT_FINDS), start(TELLS_WHAT_IT_FINDS)
    assert (kept._network is None, own._network is None) == (False, True)
    assert len(_log(kept)) > 64
    assert _log(kept) == _log(own)


def test_what_one_writes_is_not_met_by_the_next(start: Start) -> None:
    """A network whose names were changed is given up."""
    spoiler = start(SPOILS + TELLS_ITS_NAMES)
    address = spoiler.address(5000)
    assert "pypi.example" in _answer(spoiler)
    spoiler.remove()
    other = start(TELLS_ITS_NAMES)
    assert other.address(5000) != address
    assert "pypi.example" not in _answer(other)


def test_who_may_read_what_the_next_one_has(start: Start) -> None:
    """An access list is in no archive of the engine's, and shuts out a user that has a number of its own."""
    shuts_out = start(SHUTS_OTHERS_OUT)
    assert _log(shuts_out) == ""
    shuts_out.remove()
    assert "localhost" in _answer(start("import os\nos.setuid(1000)\n" + TELLS_ITS_NAMES))


def test_two_at_a_time(start: Start) -> None:
    """None gets a network that another one is in."""
    one, other = start(SPOILS + TELLS_ITS_NAMES), start(TELLS_ITS_NAMES)
    assert "pypi.example" in _answer(one)
    assert "pypi.example" not in _answer(other)


def test_a_network_that_goes_away(start: Start, engine: CompatibleEngine, networks: KeptNetworks) -> None:
    """As when somebody removes all containers: the next one gets a network of its own."""
    start(TELLS_ITS_NAMES).remove()
    engine.connection.api.remove_container(networks._free[0].holder, force=True)
    assert "localhost" in _answer(start(TELLS_ITS_NAMES))


def _log(container: ApiContainer) -> str:
    deadline = time.monotonic() + 20.0
    while container.state().running:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return container.log()


def _answer(container: ApiContainer) -> str:
    host, port = container.address(5000) or ("", 0)
    deadline = time.monotonic() + 20.0
    while True:
        try:
            with urllib.request.urlopen(f"http://{host}:{port}/", timeout=5.0) as answer:
                return str(answer.read(), "utf-8")
        except OSError:
            assert time.monotonic() < deadline, container.log()
            time.sleep(0.05)
