"""What is known of built images."""

from pathlib import Path
from typing import Any

import pytest

from grader.bench.blocked import BlockedError
from grader.bench.image import ImageRoom
from grader.bench.source import Source
from grader.engine.model import BuildFailure
from grader.errors import EngineFailureError
from grader.evidence import (
    Broken,
    Build,
    BuildFact,
    BuildOptions,
    BuiltImage,
    FileEntry,
    Filesystem,
    FilesystemFact,
    ImageFact,
    ImageFiles,
    ImageFilesFact,
    ImageSize,
    Question,
    Rebuild,
    SizeFact,
    StarterSize,
)
from tests.bench.submissions import DOCKERFILE, builds, handed_in
from tests.fake_engine import BUILT, FakeEngine
from tests.fake_layer import FakeLayer

FAILED = BuildFailure("learner", "it fails", line=2)
FULL = BuildFailure("machine", "no space left on device")


def _ask(folder: Path, question: Question[Any], engine: FakeEngine, dockerfile: str = DOCKERFILE) -> Any:
    starter = Source(handed_in(folder / "starter"))
    room = ImageRoom(builds(folder / "own", engine, dockerfile), starter, lambda _text: None)
    return room.answer(question)


@pytest.mark.parametrize(
    "question", [BuiltImage(), ImageSize(), Filesystem(), ImageFiles(), Rebuild("app.py")]
)
def test_no_image(tmp_path: Path, question: Question[Any]) -> None:
    """A build that fails by the learner's doing blocks; by the machine's, it never does."""
    with pytest.raises(BlockedError, match="it fails"):
        _ask(tmp_path, question, FakeEngine(builds=lambda _order: FAILED))
    with pytest.raises(EngineFailureError, match="no space left"):
        _ask(tmp_path, question, FakeEngine(builds=lambda _order: FULL))


def test_whether_it_builds(tmp_path: Path) -> None:
    """A failed build is the answer; a Dockerfile that cannot be read is none, nor is a full disk."""
    engine = FakeEngine(builds=lambda order: FAILED if order.options.target else BUILT)
    text = "FROM base:1 AS dev\nFROM base:1\n"
    assert _ask(tmp_path, Build(), engine, text) == BuildFact(succeeded=True)
    failed = _ask(tmp_path, Build(BuildOptions("dev")), engine, text)
    assert failed == BuildFact(succeeded=False, reason="it fails (Dockerfile:2)", file="Dockerfile", line=2)
    with pytest.raises(BlockedError):
        _ask(tmp_path, Build(), engine, "RNU\n")
    with pytest.raises(EngineFailureError):
        _ask(tmp_path, Build(), FakeEngine(builds=lambda _order: FULL))


@pytest.mark.parametrize(
    ("dockerfile", "own"), [(DOCKERFILE, [False, False, True]), ("FROM scratch\n", [True] * 3)]
)
def test_history(tmp_path: Path, dockerfile: str, own: list[bool]) -> None:
    """Entries above a proven base are the image's own."""
    fact = _ask(tmp_path, BuiltImage(), FakeEngine(), dockerfile)
    assert isinstance(fact, ImageFact)
    assert [entry.own for entry in fact.history] == own
    assert (fact.image_id, fact.layers, fact.platform) == (BUILT.image_id, BUILT.layers, BUILT.platform)


def test_size(tmp_path: Path) -> None:
    """The sum of the layers, beside what the engine lists."""
    fact = _ask(tmp_path, ImageSize(), FakeEngine())
    assert isinstance(fact, SizeFact)
    assert (fact.size_bytes, fact.listed_bytes, fact.store) == (120, 240, "overlay2")
    assert [layer.own for layer in fact.layers] == [False, False, True]


def test_the_starter(tmp_path: Path) -> None:
    """It is built from its own folder; where it cannot be, that is the grader's trouble."""
    engine = FakeEngine()
    assert isinstance(_ask(tmp_path, StarterSize(), engine, "RNU\n"), SizeFact)
    assert engine.orders[0].context == tmp_path / "starter"
    broken = _ask(tmp_path, StarterSize(), FakeEngine(builds=lambda _order: FAILED))
    assert isinstance(broken, Broken)
    assert "own starter does not build: it fails" in broken.reason
    room = ImageRoom(builds(tmp_path / "own", engine), None, lambda _text: None)
    assert room.answer(StarterSize()) == Broken("there is no starter to compare with")


def test_files(tmp_path: Path) -> None:
    """They are looked for in the image of these options."""
    engine = FakeEngine(layer_trees={"l3": FakeLayer({"/app.py": b"abc"})})
    fact = _ask(tmp_path, ImageFiles(("/app.py", "/b")), engine)
    assert fact == ImageFilesFact(((FileEntry("/app.py", "file", 3, owner="0"),), ()))


def test_a_question_of_another_room(tmp_path: Path) -> None:
    """It is a mistake of ours."""
    with pytest.raises(TypeError, match="does not answer"):
        _ask(tmp_path, Question(), FakeEngine())


def test_software(tmp_path: Path) -> None:
    """An image without any has none."""
    assert _ask(tmp_path, Filesystem(), FakeEngine()) == FilesystemFact((), (), ())
