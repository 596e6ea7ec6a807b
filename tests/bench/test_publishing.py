"""Only what was graded is pushed, and under no name of the grader's."""

from pathlib import Path

import pytest

from grader.bench.publishing import publish
from grader.engine.model import BuildFailure, BuildOrder, Image
from grader.errors import EngineFailureError
from grader.values import replace
from tests.bench.submissions import builds
from tests.fake_engine import BUILT, FakeEngine

NAME = "registry.example/course/app:1"


def _publish(folder: Path, engine: FakeEngine, dockerfile: str = "FROM base:1\n") -> str:
    return publish(builds(folder, engine, dockerfile), NAME, lambda _text: None)


def test_what_was_graded_is_pushed(tmp_path: Path) -> None:
    """It is built again without labels, pushed, and its name is taken away."""
    engine = FakeEngine()
    assert _publish(tmp_path, engine) == "sha256:pushed"
    assert [order.labelled for order in engine.orders] == [True, False]
    assert engine.done[2:] == [f"push {BUILT.image_id} {NAME}", f"remove {engine.orders[1].tag}"]


def test_another_image_is_not(tmp_path: Path) -> None:
    """Where the second build gives other layers, nothing is pushed, and nothing stays."""

    def changes(order: BuildOrder) -> Image:
        return BUILT if order.labelled else replace(BUILT, layers=("x",))

    engine = FakeEngine(builds=changes)
    with pytest.raises(EngineFailureError, match="changed after it was graded"):
        _publish(tmp_path, engine)
    assert engine.done[2:] == [f"remove {engine.orders[1].tag}"]


def test_no_image(tmp_path: Path) -> None:
    """What cannot be built cannot be published, be it the first or the second time."""
    with pytest.raises(EngineFailureError, match="no image to publish"):
        _publish(tmp_path, FakeEngine(), "RNU\n")
    engine = FakeEngine(builds=lambda order: BUILT if order.labelled else BuildFailure("learner", "x"))
    with pytest.raises(EngineFailureError, match="could not be built again"):
        _publish(tmp_path, engine)
