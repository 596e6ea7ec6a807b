from pathlib import Path

import pytest

from grader.machine import rootfs
from grader.machine.recipes import Rootfs
from grader.machine.rootfs import build_rootfs, ground, lay_over, rootfs_command
from grader.machine.work import Work
from tests.machine.samples import Programs

BOOKWORM = Rootfs("debian:bookworm-slim", "bookworm", ("usr-is-merged", "ca-certificates"), "Debian 12")


def test_command() -> None:
    """One resolution of essential and wanted packages, from the host's mirrors, fetched as the host does."""
    command = rootfs_command(BOOKWORM, Path("/over"), Path("/a.tar"), ["deb URI bookworm main"], ["X 1;"])
    assert "--include=?essential" in command
    assert "--include=apt,usr-is-merged,ca-certificates" in command
    assert "--aptopt=X 1;" in command
    assert command[-3:] == ("bookworm", "/a.tar", "deb URI bookworm main")


def test_no_filter_for_each_package() -> None:
    """Paths are excluded by dpkg's own settings in the root: mmdebstrap's option doubles the time."""
    assert not [word for word in rootfs_command(BOOKWORM, Path("o"), Path("a")) if "dpkgopt" in word]


@pytest.mark.parametrize(("include", "merged"), [(("usr-is-merged",), True), (("login",), False)])
def test_merged_usr(include: tuple[str, ...], *, merged: bool) -> None:
    """Only Debian 12 needs /bin to be a link before its first package is there."""
    command = rootfs_command(Rootfs("", "", include, ""), Path("o"), Path("a"))
    assert any(word.startswith("--hook-dir") for word in command) is merged


def test_what_is_laid_over(debian_root: Programs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The root trusts whom the host trusts, and fetches as it does."""
    monkeypatch.setattr(rootfs, "OWN_CAS", tmp_path / "none")
    lay_over(tmp_path / "over", [tmp_path / "keyring.gpg"], ['Acquire::Retries "3";'])
    over = tmp_path / "over"
    assert (over / "etc/apt/apt.conf.d/99host-fetch").read_text() == 'Acquire::Retries "3";\n'
    assert (over / str(tmp_path / "ca.crt").lstrip("/")).read_text() == "trusted"
    assert "path-exclude" in (over / "etc/dpkg/dpkg.cfg.d/docker").read_text()
    assert (over / "etc/pip.conf").exists()
    assert debian_root.calls == []


def test_build(debian_root: Programs, tmp_path: Path) -> None:
    """The archive lies in the folder; what mmdebstrap needs for a while, too."""
    assert build_rootfs(BOOKWORM, tmp_path, Work(quiet=True)).is_file()
    assert debian_root.calls[-1].rstrip().endswith(" http://mirror.example/debian bookworm main")


def test_ground_follows_the_host(
    debian_root: Programs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another CA or another package index makes stand-ins outdated."""
    before = ground()
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example/simple")
    with_index = ground()
    (tmp_path / "ca.crt").write_text("another")
    assert len({before, with_index, ground()}) == 3
    assert debian_root.calls == []
