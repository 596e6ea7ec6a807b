"""What own layers add, who made them, and that a layer is read once."""

from pathlib import Path

import pytest

from grader.bench.listings import Listings
from grader.bench.own_layers import own_layers
from grader.evidence import DEFAULT, HistoryEntry, LayerEntry, OwnLayer
from grader.values import replace
from tests.bench.submissions import DOCKERFILE, builds
from tests.fake_engine import BUILT, FakeEngine
from tests.fake_layer import FakeLayer

TOOL = LayerEntry("/bin/tool", "file", 3, 0o4755)
LAYER = FakeLayer({"/app/app.py": b"print()"}, (TOOL, LayerEntry("/etc/x", "whiteout")))


def _look(
    folder: Path, engine: FakeEngine, *patterns: str, dockerfile: str = DOCKERFILE
) -> tuple[OwnLayer, ...]:
    made = builds(folder / "own", engine, dockerfile)
    return own_layers(made, Listings(engine, lambda _text: None), BUILT, patterns, DEFAULT).layers


def _engine(layer: FakeLayer = LAYER) -> FakeEngine:
    return FakeEngine(layer_trees={"l3": layer})


def test_what_is_told(tmp_path: Path) -> None:
    """Who made the layer and where; what was asked for; and all that raises privileges."""
    found = (LayerEntry("/app/app.py", "file", 7),)
    layer = OwnLayer("l3", "COPY app.py .", 2, entries=found, privileged=(TOOL,))
    assert _look(tmp_path, _engine(), "/app/**") == (layer,)


def test_a_layer_is_read_once(tmp_path: Path, own_cache: Path) -> None:
    """A later run knows it by its digest; what is damaged is read again."""
    told = _look(tmp_path, _engine(), "/**")
    later = _engine(FakeLayer())
    assert _look(tmp_path, later, "/**") == told
    assert later.done == []
    (kept,) = own_cache.rglob("*.json")
    kept.write_text('[["/x"]]')
    assert _look(tmp_path, later, "/**")[0].entries == ()


def test_excess(tmp_path: Path) -> None:
    """A layer that holds too much is the learner's, and is not kept as an empty one."""
    (layer,) = _look(tmp_path, _engine(FakeLayer(excess="too many files")), "/**")
    assert layer.excess == "too many files"
    assert _look(tmp_path, _engine(), "/**")[0].excess is None


def test_without_a_base(tmp_path: Path) -> None:
    """All layers are own where no base is proven."""
    engine = _engine()
    engine.images.clear()
    assert [layer.diff_id for layer in _look(tmp_path, engine)] == ["l1", "l2", "l3"]


@pytest.mark.parametrize("dockerfile", ["FROM base:1\nRUN x\n", "FROM base:1\nCOPY a .\nCOPY b .\n"])
def test_no_line(tmp_path: Path, dockerfile: str) -> None:
    """Where the history does not follow the Dockerfile, only the instruction is known."""
    (layer,) = _look(tmp_path, _engine(), dockerfile=dockerfile)
    assert (layer.made_by, layer.line) == ("COPY app.py .", None)


def test_a_history_that_tells_nothing(tmp_path: Path) -> None:
    """Neither instruction nor line."""
    engine = _engine()
    engine.histories[BUILT.image_id] = (HistoryEntry("imported", 1),)
    (layer,) = _look(tmp_path, engine)
    assert layer == replace(layer, made_by=None, line=None)
