"""Which layers a change of one file makes again."""

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from grader.bench.blocked import BlockedError
from grader.bench.rebuild import rebuild
from grader.engine.model import BuildFailure, BuildOrder, Image
from grader.errors import EngineFailureError
from grader.evidence import Broken, RebuildFact
from tests.bench.submissions import builds
from tests.fake_engine import BUILT, FakeEngine

CHANGED = replace(BUILT, image_id="sha256:changed", layers=("l1", "l2", "m3"))


def _changed(order: BuildOrder) -> Image:
    return CHANGED if "changed" in (order.context / "app.py").read_text() else BUILT


def _blocked(folder: Path, engine: FakeEngine, touch: str = "app.py") -> BlockedError:
    with pytest.raises(BlockedError) as raised:
        rebuild(builds(folder, engine), touch)
    return raised.value


def test_layers_are_compared(tmp_path: Path) -> None:
    """Each layer of the first image is kept or not; the file handed in stays as it is."""
    fact = rebuild(builds(tmp_path, FakeEngine(builds=_changed)), "app.py")
    assert isinstance(fact, RebuildFact)
    assert (fact.kept, fact.changed) == ((True, True, False), True)
    assert [entry.instruction for entry in fact.before][-1] == "COPY app.py ."
    assert (tmp_path / "app.py").read_text() == "print()\n"


def test_nothing_changes(tmp_path: Path) -> None:
    """Where the file is not in the image, both images are the same."""
    fact = rebuild(builds(tmp_path, FakeEngine()), "app.py")
    assert isinstance(fact, RebuildFact)
    assert (fact.kept, fact.changed) == ((True, True, True), False)


@pytest.mark.parametrize("touch", ["missing.py", "../outside.py", "folder"])
def test_a_file_that_is_none(tmp_path: Path, touch: str) -> None:
    """That is told of the build context."""
    (tmp_path / "outside.py").write_text("")
    folder = tmp_path / "own"
    (folder / "folder").mkdir(parents=True)
    assert _blocked(folder, FakeEngine(), touch).blocked.phase == "build context"


def test_it_does_not_build_afterwards(tmp_path: Path) -> None:
    """The learner is told which change broke it."""

    def fails(order: BuildOrder) -> Image | BuildFailure:
        return BUILT if _changed(order) is BUILT else BuildFailure("learner", "syntax error")

    blocked = _blocked(tmp_path, FakeEngine(builds=fails)).blocked
    assert (blocked.phase, blocked.reason) == (
        "build",
        "after a change of app.py it does not build: syntax error",
    )


def test_a_history_that_is_not_clear(tmp_path: Path) -> None:
    """Nothing is concluded from it."""
    engine = FakeEngine(builds=lambda _order: replace(BUILT, layers=("l1",)))
    assert isinstance(rebuild(builds(tmp_path, engine), "app.py"), Broken)


def test_pipes_are_not_copied(tmp_path: Path) -> None:
    """A reader of one would wait for ever."""
    tmp_path.joinpath("sub").mkdir()
    os.mkfifo(tmp_path / "sub" / "pipe")
    assert isinstance(rebuild(builds(tmp_path, FakeEngine()), "app.py"), RebuildFact)


def test_a_disk_that_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A context that was built and cannot be copied is nobody's mark."""

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("shutil.copytree", full)
    with pytest.raises(EngineFailureError, match="No space left"):
        rebuild(builds(tmp_path, FakeEngine()), "app.py")
