"""Which layers a change of one file makes again."""

import errno
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

import pytest

from grader.bench.blocked import BlockedError
from grader.bench.rebuild import rebuild
from grader.engine.model import BuildFailure, BuildOrder, Image, StepDone
from grader.errors import EngineFailureError
from grader.evidence import Broken, RebuildFact
from grader.values import replace
from tests.bench.submissions import DOCKERFILE, builds
from tests.fake_engine import ABOUT, BUILT, FakeEngine

FIRST, CHANGE, AS_IT_IS = False, False, True
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


def _beside_others(*there: str) -> FakeEngine:
    """A classic builder, whose build without a change finds these layers, one after the other."""
    found = iter(there)
    now = ["l2"]

    def builds_it(order: BuildOrder) -> Image:
        if _changed(order) is CHANGED:
            return replace(CHANGED, layers=("l1", now[0], f"changed {secrets.token_hex(4)}"))
        now[0] = next(found, now[0])
        return replace(BUILT, layers=("l1", now[0], "l3"))

    return FakeEngine(builds=builds_it, about=replace(ABOUT, builder="classic"))


def test_layers_of_other_builds_come_in(tmp_path: Path) -> None:
    """Where the first image is made of other layers after the change, the change is tried again."""
    fact = rebuild(builds(tmp_path, _beside_others("mine", "another's")), "app.py")
    assert isinstance(fact, RebuildFact)
    assert (fact.kept, fact.changed) == ((True, True, False), True)


def test_layers_of_other_builds_come_in_all_the_time(tmp_path: Path) -> None:
    """Then nothing can be told."""
    fact = rebuild(builds(tmp_path, _beside_others(*"abcdefghij")), "app.py")
    assert isinstance(fact, Broken)
    assert "other builds" in fact.reason


def _said_of_run(cached: Sequence[bool] = (FIRST,)) -> FakeEngine:
    """Whether its RUN comes from the cache, build by build; the last is said of all further ones."""
    engine = FakeEngine()

    def builds_it(order: BuildOrder) -> Image:
        is_cached = cached[min(len(engine.orders), len(cached) - 1)]
        engine.steps = (StepDone("[2/2] RUN pip install flask", cached=is_cached),)
        return _changed(order)

    engine.builds = builds_it
    return engine


def _beside(folder: Path, engine: FakeEngine, *, others: bool = True) -> tuple[RebuildFact | Broken, int]:
    """What is found, and how often was built."""
    asked = builds(folder, engine)
    asked.run.beside_others = others
    return rebuild(asked, "app.py"), len(engine.orders)


@pytest.mark.parametrize(
    ("said", "cached", "count"),
    [
        pytest.param((FIRST, True), True, 2, id="found at once"),
        pytest.param((FIRST, CHANGE, AS_IT_IS, CHANGE), False, 4, id="runs again, while all else is found"),
        pytest.param((FIRST, CHANGE, AS_IT_IS, True), True, 4, id="found by the second change"),
        pytest.param((FIRST, CHANGE, False, True), True, 4, id="hidden from the build without a change, too"),
        pytest.param((FIRST, CHANGE, False, CHANGE, AS_IT_IS, CHANGE), False, 6, id="hidden for a while"),
    ],
)
def test_builds_of_others_may_hide_a_layer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: tuple[bool, ...], *, cached: bool, count: int
) -> None:
    """A step that ran again beside others counts where a build without a change finds all meanwhile."""
    monkeypatch.setattr("grader.bench.rebuild.PAUSES", (0.0, 0.0, 0.0))
    fact, built = _beside(tmp_path, _said_of_run(said))
    assert isinstance(fact, RebuildFact)
    assert ([step.cached for step in fact.steps], built) == ([cached], count)


def test_layers_that_stay_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then nothing is told; without others, the first try tells it."""
    monkeypatch.setattr("grader.bench.rebuild.PAUSES", (0.0, 0.0))
    fact, built = _beside(tmp_path, _said_of_run())
    assert isinstance(fact, Broken)
    assert ("other submissions" in fact.reason, built) == (True, 6)
    fact, built = _beside(tmp_path, _said_of_run(), others=False)
    assert isinstance(fact, RebuildFact)
    assert built == 2


def test_a_submission_that_hides_its_layers(tmp_path: Path) -> None:
    """A RUN that lets the builder find nothing is the learner's, not the machine's."""
    hides = "R\\\nUN --mount=type=cache,target=/c pip install flask\n"
    asked = builds(tmp_path, _said_of_run(), f"{DOCKERFILE}{hides}")
    asked.run.beside_others = True
    assert isinstance(rebuild(asked, "app.py"), RebuildFact)


@pytest.mark.parametrize("failing", [3, 4], ids=["without-a-change", "with-the-second-change"])
def test_a_further_build_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    """What was built before is not the learner's failure: it is tried again."""
    monkeypatch.setattr("grader.bench.rebuild.PAUSES", (0.0, 0.0))
    engine = _said_of_run((FIRST, CHANGE, AS_IT_IS, CHANGE, AS_IT_IS, True))
    builds_it = engine.builds

    def fails_once(order: BuildOrder) -> Image | BuildFailure:
        built = builds_it(order)
        return BuildFailure("learner", "no index") if len(engine.orders) == failing else built

    engine.builds = fails_once
    fact, _ = _beside(tmp_path, engine)
    assert isinstance(fact, RebuildFact)
    assert [step.cached for step in fact.steps] == [True]


def test_waiting_for_others_is_stopped(tmp_path: Path) -> None:
    """It may be long."""
    asked = builds(tmp_path, _said_of_run())
    asked.run.beside_others = True
    asked.run.stopped.set()
    with pytest.raises(InterruptedError):
        rebuild(asked, "app.py")


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
