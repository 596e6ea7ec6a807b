import stat
from pathlib import Path

import pytest

from grader.machine import debian, engine_root
from grader.machine.engine_root import build_root, copy_network_files, install_client, resolv_conf
from grader.machine.home import Home
from grader.machine.work import Work
from tests.machine.samples import Programs

QUIET = Work(quiet=True)
# The last argument is the mirror, the one before it the root.
UNPACKS = """
while [ $# -gt 2 ]; do shift; done
accounts=$1/usr/share/base-passwd; certificates=$1/usr/share/ca-certificates/mozilla
mkdir -p "$accounts" "$certificates" "$1/etc"
for name in passwd group; do echo root:x:0 >"$accounts/$name.master"; done
echo A >"$certificates/a.crt"
"""


@pytest.fixture
def unpacked(debian_root: Programs, home: Home) -> Programs:
    """A root directory, as it is made."""
    debian_root.add("mmdebstrap", UNPACKS)
    home.folder.mkdir()
    build_root(home, QUIET)
    return debian_root


def test_root(unpacked: Programs, home: Home) -> None:
    """Packages are unpacked only; accounts and certificates come without their install scripts."""
    assert any("--variant=extract" in call for call in unpacked.calls)
    assert (home.root / "etc/group").read_text() == "root:x:0\n"
    assert (home.root / "etc/ssl/certs/ca-certificates.crt").read_text() == "A\n"
    assert [file.name for file in home.folder.iterdir()] == ["root"]


def test_root_that_is_there(unpacked: Programs, home: Home) -> None:
    """It is made once."""
    before = len(unpacked.calls)
    build_root(home, QUIET)
    assert len(unpacked.calls) == before


def test_network_files(unpacked: Programs, home: Home) -> None:
    """The engine finds names and trusts as the host does."""
    copy_network_files(home.root, QUIET)
    assert (home.root / "etc/resolv.conf").read_text() == Path("/etc/resolv.conf").read_text()
    assert (home.root / "etc/ssl/certs/ca-certificates.crt").read_text() == "trusted"
    assert debian.CA_BUNDLE.exists()
    assert unpacked.calls


def test_real_servers(tmp_path: Path) -> None:
    """A loopback resolver, which no container can reach, is passed over for the servers behind it."""
    stub, real, plain = tmp_path / "stub", tmp_path / "real", tmp_path / "plain"
    stub.write_text("nameserver 127.0.0.53\n")
    real.write_text("nameserver 192.0.2.1\n")
    plain.write_text("nameserver 127.0.0.1\nnameserver 192.0.2.7\n")
    assert resolv_conf(stub, real) == real
    assert resolv_conf(stub, tmp_path / "missing") == stub
    assert resolv_conf(plain, real) == plain


def test_client(unpacked: Programs, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The docker command and buildx are copied out only where they are missing."""
    monkeypatch.setattr(engine_root, "CLIENT", tmp_path / "bin/docker")
    monkeypatch.setattr(engine_root, "PLUGIN", tmp_path / "plugins/docker-buildx")
    unpacked.add("docker", "echo buildx 0.13 x")
    install_client(home, QUIET)
    assert not (tmp_path / "bin").exists()
    unpacked.add("docker", "exit 1")
    plugin = home.root / "usr/libexec/docker/cli-plugins/docker-buildx"
    plugin.parent.mkdir(parents=True)
    plugin.touch()
    install_client(home, QUIET)
    assert (tmp_path / "plugins/docker-buildx").stat().st_mode & stat.S_IXUSR
