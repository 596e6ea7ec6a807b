import os
from pathlib import Path

import pytest

from grader.bench.blocked import BlockedError
from grader.bench.source import Source
from grader.dockerfile import Dockerfile
from grader.evidence import Blocked


def _blocked(folder: Path) -> Blocked:
    with pytest.raises(BlockedError) as raised:
        _ = Source(folder).dockerfile
    assert raised.value.blocked.phase == "dockerfile"
    return raised.value.blocked


def test_dockerfile_is_read(tmp_path: Path) -> None:
    """A Dockerfile is read as BuildKit reads it."""
    (tmp_path / "Dockerfile").write_text("FROM alpine\n")
    assert Source(tmp_path).dockerfile.final.image == "alpine:latest"
    assert Source(tmp_path).images == ("alpine:latest",)


def test_no_dockerfile(tmp_path: Path) -> None:
    """A folder without a Dockerfile blocks, and the reason says so."""
    assert "there is no Dockerfile" in _blocked(tmp_path).reason
    assert Source(tmp_path).images == ()


@pytest.mark.parametrize("name", ["Dockerfile.txt", "DockerFile", "dockerfile.dev"])
def test_near_name(tmp_path: Path, name: str) -> None:
    """A misnamed Dockerfile is named."""
    (tmp_path / name).write_text("FROM alpine\n")
    assert f"(but {name}: name it Dockerfile)" in _blocked(tmp_path).reason


def test_directory(tmp_path: Path) -> None:
    """A folder of that name is no Dockerfile."""
    (tmp_path / "Dockerfile").mkdir()
    assert "not a file" in _blocked(tmp_path).reason


def test_pipe(tmp_path: Path) -> None:
    """A named pipe would hold a reader for ever; it is not opened."""
    os.mkfifo(tmp_path / "Dockerfile")
    assert "not a file" in _blocked(tmp_path).reason


@pytest.mark.parametrize("target", ["/etc/passwd", "../outside", "/dev/zero"])
def test_link_to_the_outside(tmp_path: Path, target: str) -> None:
    """A link out of the folder is not followed."""
    (tmp_path / "outside").write_text("FROM alpine\n")
    folder = tmp_path / "submission"
    folder.mkdir()
    (folder / "Dockerfile").symlink_to(target)
    assert "outside" in _blocked(folder).reason


def test_link_in_a_circle(tmp_path: Path) -> None:
    """A link to itself is no file, and told as such."""
    (tmp_path / "Dockerfile").symlink_to("Dockerfile")
    assert "levels of symbolic links" in _blocked(tmp_path).reason


def test_link_inside(tmp_path: Path) -> None:
    """A link inside the folder is followed."""
    (tmp_path / "real").write_text("FROM alpine\n")
    (tmp_path / "Dockerfile").symlink_to("real")
    assert isinstance(Source(tmp_path).dockerfile, Dockerfile)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"#" * 10_000_000, "larger than 1 MB"),
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\x7fELF\x00\xff", "not a text file"),
    ],
)
def test_unusable_content(tmp_path: Path, content: bytes, reason: str) -> None:
    """A huge, empty or binary file blocks with its reason."""
    (tmp_path / "Dockerfile").write_bytes(content)
    assert reason in _blocked(tmp_path).reason


def test_refused_line(tmp_path: Path) -> None:
    """What BuildKit refuses is told with file and line."""
    (tmp_path / "Dockerfile").write_text("FROM alpine\nRNU true\n")
    blocked = _blocked(tmp_path)
    assert (blocked.file, blocked.line) == ("Dockerfile", 2)


def test_ignore_file_of_the_dockerfile_comes_first(tmp_path: Path) -> None:
    """Dockerfile.dockerignore wins over .dockerignore, as in docker build."""
    (tmp_path / "Dockerfile").write_text("FROM alpine\n")
    assert Source(tmp_path).ignore == b""
    (tmp_path / ".dockerignore").write_text("general\n")
    assert Source(tmp_path).ignore == b"general\n"
    (tmp_path / "Dockerfile.dockerignore").write_text("special\n")
    assert Source(tmp_path).ignore == b"special\n"


@pytest.mark.parametrize("path", ["../secret", "/../secret", "a\x00b", "missing", ".", "x" * 5000])
def test_script_that_is_none(tmp_path: Path, path: str) -> None:
    """A path to the outside, or to nothing, is no script."""
    (tmp_path / "secret").write_text("x")
    folder = tmp_path / "submission"
    folder.mkdir()
    assert Source(folder).read_script(path) is None


def test_foreign_frontend_is_told_with_its_line(tmp_path: Path) -> None:
    """What would build in place of the engine's own frontend blocks the build, wherever it is named."""
    (tmp_path / "Dockerfile").write_text("#!/usr/bin/env docker\n# syntax=evil/frontend:1\nFROM alpine\n")
    with pytest.raises(BlockedError) as caught:
        _ = Source(tmp_path).buildable
    assert (caught.value.blocked.file, caught.value.blocked.line) == ("Dockerfile", 2)
