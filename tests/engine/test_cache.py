import os
from pathlib import Path

import pytest

from grader.engine import cache
from grader.engine.cache import keep, read_kept


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache of this test alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "challenge-grader"


def test_what_is_kept_is_read_again() -> None:
    """Data comes back as it was; nothing comes where nothing was kept."""
    keep("files/a", {"x": [1, "é"]})
    assert read_kept("files/a") == {"x": [1, "é"]}
    assert read_kept("files/b") is None


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe"])
def test_a_damaged_file_is_no_cache(folder: Path, content: bytes) -> None:
    """What cannot be read is measured anew."""
    keep("a", 1)
    (folder / "a.json").write_bytes(content)
    assert read_kept("a") is None


def test_a_cache_that_cannot_be_written_is_left(folder: Path) -> None:
    """A file in the folder's place only costs time."""
    folder.write_text("")
    keep("a", 1)
    assert read_kept("a") is None


def test_the_oldest_files_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache does not grow without end."""
    monkeypatch.setattr(cache, "MOST_FILES", 2)
    for age, name in ((3, "files/a"), (2, "files/b"), (1, "files/c")):
        keep(name, name)
        os.utime(folder / f"{name}.json", (1000 - age, 1000 - age))
    keep("files/d", "files/d")
    assert [name for name in "abcd" if read_kept(f"files/{name}")] == ["c", "d"]
