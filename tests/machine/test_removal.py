from pathlib import Path

import pytest

from grader.machine import removal
from grader.machine.removal import mounted_in, remove_tree

MOUNTS = """\
/dev/vda / ext4 rw 0 0
sysfs {folder}/a\\040root/sys sysfs rw 0 0
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    """A list of mounts that names one below a folder."""
    file = tmp_path / "mounts"
    file.write_text(MOUNTS.format(folder=tmp_path))
    return file


def test_mounts(tmp_path: Path, mounts: Path) -> None:
    """What is mounted below counts, what is mounted above or beside does not."""
    assert mounted_in(tmp_path / "a root", mounts)
    assert mounted_in(tmp_path / "a root/sys", mounts)
    assert not mounted_in(tmp_path / "a root/system", mounts)
    assert not mounted_in(tmp_path / "a root", tmp_path / "no such list")


def test_mounted_folders_stay(tmp_path: Path, mounts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own folders are not emptied with a root that they are mounted in."""
    monkeypatch.setattr(removal, "mounted_in", lambda folder: mounted_in(folder, mounts))
    for name in ("a root/sys/kernel", "another/sys"):
        (tmp_path / name).mkdir(parents=True)
    assert not remove_tree(tmp_path / "a root")
    assert (tmp_path / "a root/sys/kernel").is_dir()
    assert remove_tree(tmp_path / "another")
    assert not (tmp_path / "another").exists()
