"""What explanations are told of the files around a failure."""

from pathlib import Path

import pytest

from grader.bench.causes import Around
from grader.bench.source import Source


@pytest.fixture
def around(tmp_path: Path) -> Around:
    """A folder with an ignore file that keeps out app.py."""
    (tmp_path / "Dockerfile").write_text("FROM a\n")
    (tmp_path / "app.py").touch()
    (tmp_path / ".dockerignore").write_text("app.py\ngone.py\n")
    return Around(Source(tmp_path))


def test_what_is_kept_out(around: Around) -> None:
    """Only what is there can be kept out."""
    assert around.ignored("app.py")
    assert not around.ignored("gone.py")
    assert not around.ignored("Dockerfile")
    assert "app.py" not in around.context_names()


def test_outside_the_folder(around: Around) -> None:
    """Nothing is told of files elsewhere, whatever the path is."""
    (around.source.folder / ".dockerignore").write_text("**\n")
    assert not around.ignored("../../etc/passwd")
    assert not around.ignored("a\0b")
