"""Whether the image holds a file of the build context as it is."""

from pathlib import Path

from grader.bench.held_file import held_file
from grader.bench.listings import Listings
from grader.evidence import DEFAULT, HeldFileFact
from tests.bench.submissions import builds
from tests.fake_engine import FakeEngine
from tests.fake_layer import FakeLayer

GIVEN = b"print()\n"


def _look(folder: Path, layer: FakeLayer, path: str = "app.py") -> HeldFileFact:
    engine = FakeEngine(layer_trees={"l3": layer})
    return held_file(builds(folder / "own", engine), Listings(engine, lambda _text: None), path, DEFAULT)


def test_the_same_bytes(tmp_path: Path) -> None:
    """They count wherever they lie, whatever the file is called; other bytes of the same size do not."""
    layer = FakeLayer({"/app/app.py": b"print()#", "/x/main.py": GIVEN, "/y": b""})
    assert _look(tmp_path, layer) == HeldFileFact(("/x/main.py",))


def test_a_layer_is_looked_into_once(tmp_path: Path) -> None:
    """A later run knows it by both digests."""
    found = _look(tmp_path, FakeLayer({"/app/app.py": GIVEN}))
    assert found == _look(tmp_path, FakeLayer()) == HeldFileFact(("/app/app.py",))


def test_what_cannot_be_told(tmp_path: Path) -> None:
    """A layer that holds too much is told; what the build context does not hold is in no layer."""
    assert _look(tmp_path, FakeLayer(excess="too many files")) == HeldFileFact((), "too many files")
    assert _look(tmp_path, FakeLayer({"/x": GIVEN}), "other.py") == HeldFileFact(())
