"""Which entries of an image a pattern means."""

from collections.abc import Iterator

import pytest

from grader.bench.image_files import MAX_ENTRIES, MAX_TEXT_BYTES, find_files
from grader.evidence import FileEntry
from tests.fake_files import FakeFiles

FILES = FakeFiles(
    (
        FileEntry("/etc/passwd", "file", text="root:x:0:0\napp:x:1000:1000\nlater:x:1000:0\nodd:x:y\n"),
        FileEntry("/app", "folder", owner="1000"),
        FileEntry("/app/app.py", "file", 3, owner="1000", text="abc"),
        FileEntry("/app/tests/test_app.py", "file", 3, owner="0", text="t"),
        FileEntry("/app/tests/deep/test_b.py", "file", 3, owner="77"),
        FileEntry("/app/a.b", "link", target="app.py"),
        FileEntry("/application/x.py", "file"),
    )
)


def _paths(*patterns: str) -> list[list[str]]:
    return [[entry.path for entry in found] for found in find_files(FILES, patterns, texts=False).entries]


@pytest.mark.parametrize(
    ("pattern", "paths"),
    [
        ("/app/app.py", ["/app/app.py"]),
        ("/app/none", []),
        ("/app/*.py", ["/app/app.py"]),
        ("/app/*", ["/app/app.py", "/app/a.b"]),
        ("/app/a?b", ["/app/a.b"]),
        ("/app/**/test_*.py", ["/app/tests/test_app.py", "/app/tests/deep/test_b.py"]),
        ("/app/**/app.py", ["/app/app.py"]),
        ("/app/tests/**", ["/app/tests/test_app.py", "/app/tests/deep/test_b.py"]),
        ("/app*/*.py", ["/app/app.py", "/application/x.py"]),
        ("/app/[a]pp.py", []),
    ],
)
def test_patterns(pattern: str, paths: list[str]) -> None:
    """A star stays within a name, two stars do not; all other characters mean themselves."""
    assert _paths(pattern) == [paths]


def test_each_pattern_by_itself() -> None:
    """Each gets its own entries, in the order of asking; a folder is read once for all below it."""
    read: list[str] = []

    class Counting(FakeFiles):
        def below(self, folder: str) -> Iterator[FileEntry]:
            read.append(folder)
            return super().below(folder)

    patterns = ("/app/tests/*.py", "/app/*.py", "/app/app.py", "/app/tests/deep/*")
    found = find_files(Counting(FILES.entries), patterns, texts=False).entries
    assert [len(entries) for entries in found] == [1, 1, 1, 1]
    assert read == ["/app"]


def test_owners() -> None:
    """Users have their names, the first one of a number; who is not known keeps the number."""
    patterns = ("/app/app.py", "/app/tests/test_app.py", "/app/tests/deep/*")
    entries = find_files(FILES, patterns, texts=False).entries
    assert [entry.owner for (entry,) in entries] == ["app", "root", "77"]


def test_texts() -> None:
    """Only where they are asked for, of single files that are not too large."""
    large = FileEntry("/large", "file", text="x" * (MAX_TEXT_BYTES + 1))
    files = FakeFiles((*FILES.entries, large))
    patterns = ("/app/app.py", "/app", "/large", "/app/app*")
    found = find_files(files, patterns, texts=True).entries
    assert [entry.text for (entry,) in found] == ["abc", None, None, None]
    assert find_files(files, ("/app/app.py",), texts=False).entries[0][0].text is None


def test_many() -> None:
    """Fifty are enough."""
    files = FakeFiles(tuple(FileEntry(f"/data/{number}", "file") for number in range(60)))
    (found,) = find_files(files, ("/data/*",), texts=False).entries
    assert len(found) == MAX_ENTRIES
