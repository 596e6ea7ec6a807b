import os
from pathlib import Path

import pytest

from grader.machine import debian
from grader.machine.home import Home
from tests.machine.samples import Programs


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A folder for a private engine that is not there."""
    return Home(tmp_path / "engine")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """Programs that come before the machine's own."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return Programs(folder, tmp_path / "calls")


@pytest.fixture
def debian_root(programs: Programs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """Root on a Debian with every package that is asked for, and a mirror."""
    bundle, keyring = tmp_path / "ca.crt", tmp_path / "keyring.gpg"
    bundle.write_text("trusted")
    keyring.write_text("key")
    monkeypatch.setattr(debian, "CA_BUNDLE", bundle)
    monkeypatch.setattr(debian, "KEYRING", keyring)
    monkeypatch.setattr("grader.machine.debian.is_debian_root", lambda: True)
    monkeypatch.setenv("GRADER_DEBIAN_MIRROR", "http://mirror.example/debian")
    programs.add("dpkg-query", "echo install ok installed")
    programs.add("apt-config", "echo 'Acquire::Retries \"3\";'; echo 'APT::Color \"1\";'")
    programs.add("mmdebstrap", 'for last; do case "$last" in *.tar) : >"$last" ;; esac; done')
    programs.add("docker")
    return programs
