"""A layer's folder is read as it is: no link in it is followed, nothing but files is opened."""

import os
from pathlib import Path

import pytest

from grader.engine import folder_tree
from grader.engine.folder_tree import FolderTree
from grader.engine.model import LayerExcessError
from grader.evidence import LayerEntry


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    """A layer with one file of each kind."""
    folder = tmp_path / "layer"
    (folder / "app").mkdir(parents=True)
    (folder / "app/run").write_bytes(b"content")
    (folder / "app/run").chmod(0o4755)
    (folder / "b").hardlink_to(folder / "app/run")
    (folder / "outside").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe")
    return folder


def _read(layer: Path, path: str) -> bytes:
    return b"".join(FolderTree(layer).chunks(path))


def test_entries(layer: Path) -> None:
    """Folders come before what they hold; the second name of a file is a hard link."""
    found = {entry.path: (entry.kind, entry.target) for entry in FolderTree(layer).entries()}
    assert found == {
        "/app": ("folder", ""),
        "/app/run": ("file", ""),
        "/b": ("hardlink", "/app/run"),
        "/outside": ("link", str(layer.parent)),
        "/pipe": ("device", ""),
    }


def test_a_file(layer: Path) -> None:
    """Its bytes and bits are told."""
    (run,) = (entry for entry in FolderTree(layer).entries() if entry.path == "/app/run")
    assert run == LayerEntry("/app/run", "file", 7, 0o4755, os.getuid(), os.getgid())
    assert run.raises_privileges


@pytest.mark.parametrize("path", ["/app/run", "/b"])
def test_content(layer: Path, path: str) -> None:
    """A file has the same content under each of its names."""
    assert _read(layer, path) == b"content"


@pytest.mark.parametrize(
    "path", ["/outside", "/outside/secret", "/pipe", "/app", "/app/../../secret", "/none", "/app/run/x", "/"]
)
def test_no_way_out(layer: Path, path: str) -> None:
    """What is no file of the layer has no content, and nothing waits for a pipe."""
    (layer.parent / "secret").write_text("secret")
    assert _read(layer, path) == b""


def test_too_many(layer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More entries than are ever read."""
    monkeypatch.setattr(folder_tree, "MAX_ENTRIES", 4)
    with pytest.raises(LayerExcessError, match="more than 4 files"):
        list(FolderTree(layer).entries())


def test_too_deep(layer: Path) -> None:
    """Folders in folders have an end."""
    (layer / "/".join("d" * 102)).mkdir(parents=True)
    with pytest.raises(LayerExcessError, match="100 deep"):
        list(FolderTree(layer).entries())
