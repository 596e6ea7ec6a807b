"""Layers out of an engine's archive."""

import gzip
import hashlib
import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.engine import saved_tree
from grader.engine.model import LayerExcessError
from grader.engine.saved_tree import SavedTree, saved_trees
from grader.errors import EngineFailureError
from grader.evidence import LayerEntry


def _tar(*members: tuple[str, bytes, bytes]) -> bytes:
    """Each member: its name, its type, and its content or where it leads."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, kind, content in members:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "" if kind == tarfile.REGTYPE else content.decode()
            info.size = len(content) if kind == tarfile.REGTYPE else 0
            archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


def _diff_id(layer: bytes) -> str:
    return f"sha256:{hashlib.sha256(layer).hexdigest()}"


LAYER = _tar(
    ("app/run", tarfile.REGTYPE, b"content"),
    ("b", tarfile.LNKTYPE, b"app/run"),
    ("../../etc/x", tarfile.REGTYPE, b"up"),
    ("soft", tarfile.SYMTYPE, b"/etc/passwd"),
    ("app/.wh.old", tarfile.REGTYPE, b""),
    ("data/.wh..wh..opq", tarfile.REGTYPE, b""),
    ("pipe", tarfile.FIFOTYPE, b""),
)
BASE = _tar(("base", tarfile.REGTYPE, b"base"))


def _archive(*blobs: tuple[str, bytes]) -> Iterator[bytes]:
    yield _tar(*((name, tarfile.REGTYPE, content) for name, content in blobs))


def _read(archive: Iterator[bytes], path: str = "/app/run") -> tuple[list[LayerEntry], bytes]:
    known = [_diff_id(BASE), _diff_id(LAYER)]
    with saved_trees(archive, known, known[1:]) as trees:
        (tree,) = trees.values()
        return list(tree.entries()), b"".join(tree.chunks(path))


@pytest.mark.parametrize("stored", [LAYER, gzip.compress(LAYER)], ids=["plain", "gzip"])
def test_a_layer(stored: bytes) -> None:
    """It is told by its content, however it is called or packed."""
    entries, content = _read(_archive(("manifest.json", b"[]"), ("x", BASE), ("y/layer.tar", stored)))
    assert {(entry.path, entry.kind, entry.target) for entry in entries} == {
        ("/app/run", "file", ""),
        ("/b", "hardlink", "/app/run"),
        ("/etc/x", "file", ""),
        ("/soft", "link", "/etc/passwd"),
        ("/app/old", "whiteout", ""),
        ("/data", "opaque", ""),
        ("/pipe", "device", ""),
    }
    assert content == b"content"


@pytest.mark.parametrize(
    ("path", "content"), [("/b", b"content"), ("/etc/x", b"up"), ("/soft", b""), ("/n", b"")]
)
def test_content(path: str, content: bytes) -> None:
    """A hard link has the content of its file; a link has none."""
    assert _read(_archive(("x", LAYER)), path)[1] == content


def test_what_is_not_wanted_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A layer that the engine names by its digest is passed over."""
    kept: list[Path] = []

    class Counted(SavedTree):
        def __init__(self, file: Path) -> None:
            super().__init__(file)
            kept.append(file)

    monkeypatch.setattr(saved_tree, "SavedTree", Counted)
    _read(_archive((f"blobs/sha256/{_diff_id(BASE)[7:]}", BASE), ("x", LAYER)))
    assert len(kept) == 1


def test_a_layer_that_is_missing() -> None:
    """The engine's fault."""
    with pytest.raises(EngineFailureError, match="did not hand out 1 of"):
        _read(_archive(("x", BASE)))


def test_a_layer_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who made it is told when its entries are asked for."""
    monkeypatch.setattr(saved_tree, "MAX_LAYER_BYTES", 100)
    with pytest.raises(LayerExcessError, match="more than"):
        _read(_archive(("x", LAYER)))


def test_a_damaged_archive() -> None:
    """The engine's fault, too."""
    with pytest.raises(EngineFailureError, match="damaged"):
        _read(iter([b"x" * 2000]))
