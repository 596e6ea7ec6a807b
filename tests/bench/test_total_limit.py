"""A submission that takes too long in all."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

import pytest

from grader.bench import total_limit
from grader.bench.bench import Bench
from grader.bench.disk_watch import DiskWatch
from grader.bench.total_limit import TotalLimit
from grader.challenge import Limits
from grader.engine.model import BuildFailure, BuildOrder, Image, StepDone
from grader.engine.ownership import Run
from grader.evidence import Answer, Blocked, Broken, BuiltImage, ContainerLog, DockerfileText, ImageSize
from tests.bench.submissions import ANY, handed_in
from tests.fake_engine import FakeEngine

LIMITS = Limits.model_validate({"total": "90s"})


class Endless(FakeEngine):
    """It builds until it is told to stop; `strikes` is what happens meanwhile, where that is told."""

    strikes: Callable[[], None] = staticmethod(lambda: None)

    def build(
        self,
        order: BuildOrder,
        run: Run,
        on_line: Callable[[str], None],
        on_step: Callable[[str], None],
        on_done: Callable[[Sequence[StepDone]], None] = lambda _steps: None,  # noqa: ARG002 - it never ends
    ) -> Image | BuildFailure:
        """Nothing comes of it."""
        on_line(order.tag)
        on_step("[1/2] RUN")
        self.strikes()
        assert run.stopped.wait(20)
        raise InterruptedError("stopped")


def test_all_ends_with_the_limit(tmp_path: Path) -> None:
    """Each question from then on is answered with the reason; what was created is removed."""
    engine = Endless()
    with Bench(handed_in(tmp_path, "FROM base:1\n"), LIMITS, engine=engine, allowed=ANY) as made:
        engine.strikes = lambda: made._in_all._strike(made._in_all._too_long())
        made.expect([ContainerLog(within=9.0)])
        why = made.ask(BuiltImage())
        assert why == Blocked(
            "time", "grading took longer than its limit of 90 s in all, at building [1/2] RUN"
        )
        assert [made.ask(question) for question in (ImageSize(), DockerfileText())] == [why, why]
        assert "remove run with 2 labels" in engine.done


def test_what_is_done_in_time_counts(tmp_path: Path) -> None:
    """A bench that is closed is not ended any more."""
    engine = FakeEngine()
    with Bench(handed_in(tmp_path), LIMITS, engine=engine, allowed=ANY) as made:
        made.ask(DockerfileText())
    limit = made._in_all
    limit._watch.join(5)
    assert limit.struck is None


@pytest.mark.parametrize(("doing", "fault"), [("pulling base:1", Broken), ("building", Blocked)])
def test_whose_fault_it_is(doing: str, fault: type[Answer[None]]) -> None:
    """A registry that takes long is none of the learner's doing."""
    told = Event()

    def rooms() -> None:
        assert told.wait(5)

    limit = TotalLimit(0.01, lambda: None, rooms, lambda _text: None)
    limit.progress(doing)
    told.set()
    limit._watch.join(5)
    assert isinstance(limit.struck, fault)
    assert limit.answer(lambda: None) is limit.struck


def test_ended_by_somebody_else() -> None:
    """That is no answer."""
    limit = TotalLimit(20, lambda: None, lambda: None, lambda _text: None)

    def ended() -> Answer[None]:
        raise InterruptedError("Ctrl-C")

    with pytest.raises(InterruptedError):
        limit.answer(ended)
    limit.close()


def test_the_limit_follows_the_builds() -> None:
    """Where the spec says none, two builds fit in."""
    assert Limits.model_validate({"build": "50s"}).in_all == 100
    assert LIMITS.in_all == 90


@pytest.mark.parametrize(("alone", "fault"), [(True, Blocked), (False, Broken)])
def test_a_disk_that_fills(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, alone: bool, fault: type[Answer[None]]
) -> None:
    """All ends as soon as too much was written; whose doing it is, is known where one is at work alone."""
    monkeypatch.setattr(total_limit, "TICK_SECONDS", 0.01)
    engine = Endless(free=[100, 130, 90, 29], alone=alone)
    limits = Limits.model_validate({"disk": "100B"})
    with Bench(handed_in(tmp_path, "FROM base:1\n"), limits, engine=engine, allowed=ANY) as made:
        why = made.ask(BuiltImage())
        assert isinstance(why, fault)
        assert "more than 100 bytes were written" in str(why)


def test_a_disk_that_cannot_be_seen() -> None:
    """It is not watched, and an engine that does not answer ends nothing."""
    assert DiskWatch(FakeEngine(), Run(), 1).look() is None
    assert DiskWatch(FakeEngine(free=[5, 5]), Run(), 1).look() is None


def test_without_rooms() -> None:
    """Nothing was created yet that could be removed."""
    limit = TotalLimit(0.01, lambda: None, lambda: None, lambda _text: None)
    limit._watch.join(5)
    assert isinstance(limit.struck, Blocked)
