"""What of a folder is sent, and what .dockerignore keeps out."""

from pathlib import Path

import pytest

from grader.bench import context
from grader.bench.context import TooManyFilesError, context_fact
from grader.dockerfile.ignore import IgnoreFile
from grader.evidence import ContextFact


def _fact(folder: Path, ignore: str, *patterns: str) -> ContextFact:
    return context_fact(folder, ".dockerignore" if ignore else None, IgnoreFile(ignore), patterns)


def _folder(folder: Path, *paths: str) -> Path:
    for path in paths:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("12345")
    return folder


def _present(folder: Path, ignore: str) -> set[str]:
    (found,) = _fact(folder, ignore, "**").patterns
    return set(found.present)


PATHS = ("app.py", ".git/config", ".git/objects/a", "src/a.pyc", "src/a.py", "src/deep/b.pyc", "notes.log")


@pytest.mark.parametrize(
    ("ignore", "kept_out"),
    [
        ("", set()),
        (".git\n", {".git/config", ".git/objects/a"}),
        (".git/\n", {".git/config", ".git/objects/a"}),
        ("*.pyc\n", set()),
        ("*/*.pyc\n", {"src/a.pyc"}),
        ("**/*.pyc\n", {"src/a.pyc", "src/deep/b.pyc"}),
        ("# *.log\n", set()),
        ("/notes.log\n", {"notes.log"}),
        ("src\n!src/a.py\n", {"src/a.pyc", "src/deep/b.pyc"}),
        ("*\n!app.py\n", set(PATHS) - {"app.py"}),
        ("!app.py\n*\n", set(PATHS)),
    ],
)
def test_what_is_kept_out(tmp_path: Path, ignore: str, kept_out: set[str]) -> None:
    """Patterns count from the top folder, and the last one that matches decides."""
    folder = _folder(tmp_path, *PATHS)
    assert set(PATHS) - _present(folder, ignore) == kept_out


def test_size(tmp_path: Path) -> None:
    """The bytes and the number of the files that are sent; a link counts without what it leads to."""
    folder = _folder(tmp_path, "a", "b", "big.log")
    (folder / "link").symlink_to("/etc")
    fact = _fact(folder, "*.log")
    assert (fact.total_bytes, fact.file_count, fact.ignore_file) == (10, 3, ".dockerignore")
    assert _fact(folder, "").ignore_file is None


@pytest.mark.parametrize(
    ("ignore", "pattern", "ignored"),
    [
        (".git", ".git/", True),
        ("", ".git/", False),
        ("*.pyc", "**/*.pyc", False),
        ("**/*.pyc", "**/*.pyc", True),
        ("__pycache__", "**/__pycache__/", False),
        ("**/__pycache__", "**/__pycache__/", True),
        ("a.log", "*.log", False),
        ("*.log\n!keep.log", "*.log", True),
        ("*", ".env", True),
        ("*\n!.env", ".env", False),
        ("**/grader-probe*.log", "**/*.log", False),
        ("*.log\n*/*.log\n*/*/*.log", "**/*.log", False),
        ("**/??*.log", "**/*.log", False),
        ("**/*.log\n!src/*.log", "**/*.log", False),
        ("**/[^.]*.log\n**/.*.log", "**/*.log", True),
        ("venv/bin", "venv/", False),
        ("venv/*", "venv/", True),
    ],
)
def test_what_would_be_kept_out(tmp_path: Path, ignore: str, pattern: str, *, ignored: bool) -> None:
    """Whether there is such a file or not: the next `git init` or run of the program makes it."""
    (found,) = _fact(_folder(tmp_path, "src/app.py"), ignore, pattern).patterns
    assert (found.ignored, found.present) == (ignored, ())


def test_what_is_there(tmp_path: Path) -> None:
    """At most twenty names, safe to show, those of the top folder first."""
    folder = _folder(tmp_path, *(f"{number:02}.log" for number in range(30)), "\x1b[1mbold.txt")
    logs, texts = _fact(folder, "", "*.log", "*.txt").patterns
    assert logs.present == tuple(f"{number:02}.log" for number in range(20))
    assert texts.present == ("bold.txt",)


def test_a_folder_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept out as a whole is not counted; the rest is, up to a limit."""
    monkeypatch.setattr(context, "MAX_ENTRIES", 5)
    folder = _folder(tmp_path, *(f"data/{number}" for number in range(10)))
    assert _fact(folder, "data").file_count == 0
    with pytest.raises(TooManyFilesError, match="more than 5 files"):
        _fact(folder, "")
