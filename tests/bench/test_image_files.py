"""Which entries of an image a pattern means."""

from pathlib import Path
from typing import Any

import pytest

from grader.bench.image_files import MAX_ENTRIES, MAX_TEXT_BYTES, image_files
from grader.bench.listings import Listings
from grader.errors import EngineFailureError
from grader.evidence import FileEntry, ImageFiles, ImageFilesFact, LayerEntry
from tests.bench.submissions import builds
from tests.fake_engine import BUILT, FakeEngine
from tests.fake_files import FakeFiles
from tests.fake_layer import FakeLayer

PASSWD = "root:x:0:0\napp:x:1000:1000\nlater:x:1000:0\nodd:x:y\n"
FILES = (
    LayerEntry("/etc/passwd", "file"),
    LayerEntry("/app", "folder", uid=1000),
    LayerEntry("/app/app.py", "file", 3, uid=1000),
    LayerEntry("/app/tests/test_app.py", "file", 3),
    LayerEntry("/app/tests/deep/test_b.py", "file", 3, uid=77),
    LayerEntry("/app/a.b", "link", target="app.py"),
    LayerEntry("/application/x.py", "file"),
    LayerEntry("/linked", "link", target="app"),
    LayerEntry("/dangling", "link", target="none"),
)


def _engine(files: tuple[LayerEntry, ...] = FILES, **layers: FakeLayer) -> FakeEngine:
    texts = (FileEntry("/etc/passwd", "file", text=PASSWD), FileEntry("/app/app.py", "file", text="abc"))
    return FakeEngine(
        trees={BUILT.image_id: FakeFiles(texts)}, layer_trees={"l1": FakeLayer(others=files), **layers}
    )


def _find(folder: Path, *patterns: str, engine: FakeEngine | None = None, **asked: Any) -> ImageFilesFact:
    engine = engine or _engine()
    listings = Listings(engine, lambda _text: None)
    return image_files(builds(folder / "own", engine), listings, BUILT, ImageFiles(patterns, **asked))


@pytest.mark.parametrize(
    ("pattern", "paths"),
    [
        ("/app/app.py", ["/app/app.py"]),
        ("/app/none", []),
        ("/app/*.py", ["/app/app.py"]),
        ("/app/*", ["/app/app.py", "/app/tests", "/app/a.b"]),
        ("/app/a?b", ["/app/a.b"]),
        ("/app/**/test_*.py", ["/app/tests/test_app.py", "/app/tests/deep/test_b.py"]),
        ("/app/**/app.py", ["/app/app.py"]),
        ("/app/tests/**/*.py", ["/app/tests/test_app.py", "/app/tests/deep/test_b.py"]),
        ("/app*/*.py", ["/app/app.py", "/application/x.py"]),
        ("/**/deep", ["/app/tests/deep"]),
        ("/app/[a]pp.py", []),
        ("/none/*", []),
        ("/none/linked", []),
        ("/none/dangling", []),
        ("/linked/app.py", ["/app/app.py"]),
        ("/linked/*.py", ["/linked/app.py"]),
        ("/dangling", ["/dangling"]),
        ("/app/a.b", ["/app/app.py"]),
    ],
)
def test_patterns(tmp_path: Path, pattern: str, paths: list[str]) -> None:
    """A star stays within a name, two stars do not; all other characters mean themselves."""
    (found,) = _find(tmp_path, pattern).entries
    assert [entry.path for entry in found] == paths


def test_owners(tmp_path: Path) -> None:
    """Users have their names, the first one of a number; who is not known keeps the number."""
    patterns = ("/app/app.py", "/app/tests/test_app.py", "/app/tests/deep/*")
    entries = _find(tmp_path, *patterns).entries
    assert [entry.owner for (entry,) in entries] == ["app", "root", "77"]


def test_owners_are_known_by_their_layer(tmp_path: Path) -> None:
    """A later run asks the engine for nothing."""
    found, later = _find(tmp_path, "/app/app.py"), _engine()
    assert _find(tmp_path, "/app/app.py", engine=later) == found
    assert later.done == []


def test_texts(tmp_path: Path) -> None:
    """Only where they are asked for, of files."""
    patterns = ("/app/app.py", "/app", "/app/app*", "/linked/app.py")
    found = _find(tmp_path, *patterns, texts=True).entries
    assert [entry.text for (entry,) in found] == ["abc", None, "abc", "abc"]
    assert _find(tmp_path, "/app/app.py").entries[0][0].text is None


def test_a_large_text(tmp_path: Path) -> None:
    """No more is read than the limit."""
    engine = _engine()
    large = FileEntry("/app/app.py", "file", text="x" * (MAX_TEXT_BYTES + 1))
    engine.trees[BUILT.image_id] = FakeFiles((large,))
    ((found,),) = _find(tmp_path, "/app/app.py", engine=engine, texts=True).entries
    assert found.text is None


def test_many(tmp_path: Path) -> None:
    """Fifty are enough."""
    engine = _engine(tuple(LayerEntry(f"/data/{number}", "file") for number in range(60)))
    (found,) = _find(tmp_path, "/data/*", engine=engine).entries
    assert len(found) == MAX_ENTRIES


def test_a_later_layer_removes(tmp_path: Path) -> None:
    """What is gone is not found."""
    engine = _engine(l3=FakeLayer(others=(LayerEntry("/app", "whiteout"),)))
    assert _find(tmp_path, "/app/app.py", engine=engine).entries == ((),)


def test_excess(tmp_path: Path) -> None:
    """Too many files in an own layer are told as the learner's."""
    fact = _find(tmp_path, "/a", "/b", engine=_engine(l3=FakeLayer(excess="it holds too much")))
    assert fact.entries == ((), ())
    assert "too much" in (fact.excess or "")


def test_excess_of_the_base(tmp_path: Path) -> None:
    """It is none of the learner's doing."""
    with pytest.raises(EngineFailureError, match="too much"):
        _find(tmp_path, "/a", engine=_engine(l2=FakeLayer(excess="it holds too much")))
