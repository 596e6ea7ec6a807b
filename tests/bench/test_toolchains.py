"""Toolchains are known by what their programs hold."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from grader.bench import archives, toolchains
from grader.bench.toolchains import tool_of
from grader.evidence import DEFAULT, Toolchain, ToolchainsFact
from tests.bench.submissions import builds
from tests.fake_engine import BUILT, FakeEngine
from tests.fake_layer import FakeLayer

ELF = b"\x7fELF" + b"\0" * 600
GCC = ELF + b"COLLECT_GCC_OPTIONS"


def _zip(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def _tar(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


def _look(folder: Path, content: bytes, *, base: bytes = b"") -> ToolchainsFact:
    layers = {"l1": FakeLayer({"/usr/bin/gcc": base}), "l3": FakeLayer({"/opt/x": content})}
    made = builds(folder / "own", FakeEngine(layer_trees=layers))
    return toolchains.toolchains(made, BUILT, DEFAULT, lambda _text: None)


@pytest.mark.parametrize(
    ("content", "tool"),
    [(ELF + b"..".join(marks), tool) for tool, marks in toolchains.MARKS.items()]
    + [
        (ELF + b"GCC: (Debian 12.2.0-14) 12.2.0\0clang version 14", None),
        (ELF + b"MAKEFILE_LIST", None),
        (b"#!/bin/sh\n# COLLECT_GCC_OPTIONS", None),
        (b"", None),
    ],
)
def test_marks(content: bytes, tool: str | None) -> None:
    """All marks of a tool tell it, also across pieces; what only a compiler's output holds does not."""
    assert tool_of(content[at : at + 620] for at in range(0, len(content), 620)) == tool


@pytest.mark.parametrize(
    ("content", "inside"),
    [
        (GCC, ""),
        (_zip("a/cc", GCC), "a/cc"),
        (_tar("b/cc", GCC), "b/cc"),
        (gzip.compress(_tar("c/cc", GCC)), "c/cc"),
        (gzip.compress(GCC), ""),
    ],
    ids=["plain", "zip", "tar", "tar.gz", "gz"],
)
def test_wherever_it_lies(tmp_path: Path, content: bytes, inside: str) -> None:
    """A program is found by itself and in an archive; the base image's own tools are not the learner's."""
    assert _look(tmp_path, content, base=GCC).found == (Toolchain("/opt/x", "GCC", inside),)


@pytest.mark.parametrize(
    "content",
    [b"gcc", _zip("gcc", b"text"), _zip("x", GCC)[:60], b"PK\x03\x04", gzip.compress(b"")],
    ids=["text", "text in a zip", "half a zip", "a zip's beginning", "an empty gz"],
)
def test_what_is_none(tmp_path: Path, content: bytes) -> None:
    """Texts called so, and archives that are damaged or hold none."""
    assert _look(tmp_path, content) == ToolchainsFact(())


def test_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too large to be unpacked is told, and never called clean."""
    monkeypatch.setattr(archives, "MAX_BYTES", 1000)
    assert "/opt/x cannot be looked through" in _look(tmp_path, _zip("x", ELF * 9)).unread[0]


def test_a_layer_is_read_once(tmp_path: Path) -> None:
    """What was found is known by the layer's digest later."""
    fact = _look(tmp_path, GCC)
    assert _look(tmp_path, b"") == fact


def test_excess(tmp_path: Path) -> None:
    """A layer that cannot be read is told as such."""
    engine = FakeEngine(layer_trees={"l3": FakeLayer(excess="too many files")})
    fact = toolchains.toolchains(builds(tmp_path / "own", engine), BUILT, DEFAULT, lambda _text: None)
    assert fact.unread == ("a layer cannot be looked through: too many files",)
