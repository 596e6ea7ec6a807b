from pathlib import Path

import pytest

from grader.errors import EngineFailureError
from grader.machine import debian
from grader.machine.mirrors import fetch_options, keyrings, signing_keys, sources, sources_of
from grader.machine.work import Work
from tests.machine.samples import Programs

QUIET = Work(quiet=True)
TARGETS = """\
http://mirror.example/debian/ bookworm {file}:1
http://mirror.example/debian/ bookworm-updates {file}:1
http://mirror.example/security/ bookworm-security {file}:7
http://mirror.example/debian/ bookworm {file}:1
http://other.example/apt/ stable {file}:9
"""


def test_sources_of_debian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mirrors of the host's own suite serve other suites, too; other repositories do not."""
    key = tmp_path / "own.gpg"
    key.write_text("key")
    monkeypatch.setattr(debian, "KEYRING", tmp_path / "missing.gpg")
    listed = tmp_path / "debian.sources"
    listed.write_text(f"Types: deb\nSigned-By: {key}\n")
    assert sources_of(TARGETS.format(file=listed), "trixie", "debian", "bookworm") == [
        f"deb [signed-by={key}] http://mirror.example/debian trixie main",
        f"deb [signed-by={key}] http://mirror.example/debian trixie-updates main",
        f"deb [signed-by={key}] http://mirror.example/security trixie-security main",
    ]


def test_sources_of_ubuntu() -> None:
    """An Ubuntu mirror's server is asked for Debian."""
    found = sources_of("http://mirror.example/ubuntu/ noble /f:1\n", "trixie", "ubuntu", "noble")
    assert found == [f"deb [signed-by={debian.KEYRING}] http://mirror.example/debian trixie main"]


def test_keyrings(tmp_path: Path) -> None:
    """Both ways to name keys are read; what is not there is left out."""
    for name in ("a.gpg", "b.gpg", "c.gpg"):
        (tmp_path / name).write_text("key")
    listed = tmp_path / "list"
    listed.write_text(
        f"deb [arch=amd64 signed-by={tmp_path}/a.gpg] http://x y main\n"
        f"Signed-By: {tmp_path}/b.gpg, {tmp_path}/c.gpg {tmp_path}/missing.gpg\n"
    )
    assert [file.name for file in keyrings(listed) if file.parent == tmp_path] == ["a.gpg", "b.gpg", "c.gpg"]


def test_signing_keys() -> None:
    """An entry's keys are those that it names."""
    assert list(signing_keys(["deb [signed-by=/a,/b] http://x y main"])) == [Path("/a"), Path("/b")]


def test_mirror_that_is_named(debian_root: Programs) -> None:
    """GRADER_DEBIAN_MIRROR comes before apt's configuration."""
    assert sources(QUIET, "trixie")[0].endswith("] http://mirror.example/debian trixie main")
    assert debian_root.calls == []


def test_no_mirror(debian_root: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where apt knows none, the lists are fetched once, and then the mend is said."""
    monkeypatch.delenv("GRADER_DEBIAN_MIRROR")
    debian_root.add("apt-get")
    with pytest.raises(EngineFailureError, match="GRADER_DEBIAN_MIRROR"):
        sources(QUIET, "trixie")
    assert [call.split()[1] for call in debian_root.calls] == ["indextargets", "update", "indextargets"]


def test_fetch_options(debian_root: Programs) -> None:
    """Only how packages are fetched is taken over."""
    assert fetch_options(QUIET) == ('Acquire::Retries "3";',)
    assert len(debian_root.calls) == 1
