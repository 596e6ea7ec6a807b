"""An image's files, as they are read from the archives that the engine hands out."""

import io
import tarfile
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest
from docker.errors import APIError, NotFound

from grader.engine import filesystem
from grader.engine.archive import ContainerArchive
from grader.engine.client import Connection
from grader.engine.filesystem import ArchivedFiles
from grader.errors import EngineFailureError

GCC = b"\x7fELF COLLECT_GCC_OPTIONS"


def _entry(name: str, content: bytes = b"", **fields: Any) -> tuple[tarfile.TarInfo, bytes]:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o755
    for field, value in fields.items():
        setattr(entry, field, value)
    return entry, content


def _link(name: str, target: str) -> tuple[tarfile.TarInfo, bytes]:
    return _entry(name, type=tarfile.SYMTYPE, linkname=target)


def _folder(name: str) -> tuple[tarfile.TarInfo, bytes]:
    return _entry(name, type=tarfile.DIRTYPE)


def _tar(*entries: tuple[tarfile.TarInfo, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for entry, content in entries:
            archive.addfile(entry, io.BytesIO(content))
    return stream.getvalue()


def _files(get: Callable[[str], bytes]) -> ArchivedFiles:
    api = SimpleNamespace(get_archive=lambda _container, path: ([get(path)], {}))
    return ArchivedFiles(ContainerArchive(Connection(cast("Any", api), {}, {}, None), "c"))


def _holding(**archives: bytes) -> ArchivedFiles:
    """Archives by paths; the names have `__` for `/` and `_dot` for `/.`."""
    known = {name.replace("_dot", "/.").replace("__", "/"): archive for name, archive in archives.items()}

    def get(path: str) -> bytes:
        if path not in known:
            raise NotFound("no such file")
        return known[path]

    return _files(get)


def test_text() -> None:
    """Links are followed, relative ones from their folder; what is too large or no file has none."""
    files = _holding(
        __etc__a=_tar(_link("a", "b")),
        __etc__b=_tar(_link("b", "/c")),
        __c=_tar(_entry("c", b"caf\xff")),
        __round=_tar(_link("round", "round")),
        __folder=_tar(_folder("folder")),
    )
    assert files.text("/etc/a") == "caf\N{REPLACEMENT CHARACTER}"
    assert files.text("/etc/a", 3) is None
    assert [files.text(path) for path in ("/round", "/folder", "/none")] == [None] * 3


@pytest.mark.parametrize("root", ["./", "bin/"])
def test_programs(root: str) -> None:
    """Programs and links directly in the folder; a compiler under any name is seen, a text is none."""
    archive = _tar(
        _folder(root),
        _entry(f"{root}sh", b"\x7fELF"),
        _entry(f"{root}gcc", b"#!/bin/sh"),
        _entry(f"{root}harmless", GCC),
        _entry(f"{root}notes", GCC, mode=0o644),
        _link(f"{root}cc", "gcc"),
        _entry(f"{root}deep/gcc", GCC),
    )
    found = list(_holding(__bin_dot=archive).programs("/bin", (b"COLLECT_GCC_OPTIONS",)))
    assert found == [("/bin/sh", False), ("/bin/harmless", True), ("/bin/cc", False)]


def test_a_signature_across_two_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is seen, too."""
    monkeypatch.setattr(filesystem, "CHUNK_BYTES", 8)
    archive = _tar(_folder("./"), _entry("./x", GCC))
    assert list(_holding(__bin_dot=archive).programs("/bin/", (b"COLLECT_GCC_OPTIONS",))) == [
        ("/bin/x", True)
    ]


def test_names() -> None:
    """Those of all regular files below the folder; none where there is no folder."""
    archive = _tar(_folder("app/"), _folder("app/a/"), _entry("app/a/b", b"1"), _link("app/c", "a"))
    files = _holding(__app_dot=archive)
    assert list(files.names("/app")) == ["b"]
    assert list(files.names("/none")) == []


def test_real_folders() -> None:
    """Each folder once, by where its links lead; what is missing is left out."""
    links = {"/bin": "/usr/bin", "/usr/bin": "", "/usr/sbin": "bin", "/round": "round2", "/round2": "round"}
    archive = SimpleNamespace(link_target=links.get)
    files = ArchivedFiles(cast("Any", archive))
    assert files.real_folders(["/bin", "/usr/bin", "/usr/sbin", "/none", "/round"]) == ["/usr/bin"]


@pytest.mark.parametrize(
    ("error", "status"), [("is not a directory", 500), ("bad path", 400), ("disk failure", 500)]
)
def test_what_cannot_be_read(error: str, status: int) -> None:
    """A path that leads through a file is no file; what else the engine says is its failure."""

    def fail(_path: str) -> bytes:
        response = cast("Any", SimpleNamespace(status_code=status, reason="x", url="u"))
        raise APIError("x", response, error)

    if error == "disk failure":
        with pytest.raises(EngineFailureError, match="disk failure"):
            _files(fail).text("/a")
    else:
        assert _files(fail).text("/a") is None


def test_a_damaged_archive() -> None:
    """It is the engine's failure."""
    with pytest.raises(EngineFailureError, match="/a in the image cannot be read"):
        _files(lambda _path: b"x" * 1024).text("/a")
