"""A container for each stage that is asked about."""

import pytest

from grader.bench.container import ContainerRoom
from grader.bench.containers import Containers
from grader.bench.pace import Pace
from grader.challenge import Limits
from grader.engine.model import Image
from grader.engine.ownership import Run
from grader.evidence import HttpAnswer, HttpRequest
from grader.values import replace
from tests.bench.servers import says, serving
from tests.fake_container import FakeContainer
from tests.fake_engine import BUILT, FakeEngine

PACE = Pace(settling=0.0, look_pause=0.01, ready=0.05)
PLAIN, DEV = HttpRequest(port=5000), HttpRequest(port=6000, target="dev")


class _Started:
    """Containers of an engine, in the order in which they were started, and the stages that were built."""

    def __init__(self) -> None:
        self.stages: list[str | None] = []
        self.engine = FakeEngine()
        self.all = Containers(self._room)

    def _room(self, target: str | None) -> ContainerRoom:
        def image() -> Image:
            self.stages.append(target)
            return replace(BUILT, image_id=target or "final")

        return ContainerRoom(self.engine, Run(), Limits(), image, lambda _text: None, PACE)


def test_each_stage_has_its_own() -> None:
    """Another stage is built and started when it is asked about, and reachable at its own port only."""
    made = _Started()
    final, dev = FakeContainer(container_id="final"), FakeContainer(container_id="dev")
    waiting = [final, dev]
    made.engine.starts = lambda: waiting.pop(0)
    with serving(says(b"one")) as (one, _), serving(says(b"two")) as (two, _):
        final.at, dev.at = one, two
        made.all.begin([PLAIN, DEV])
        assert made.stages == [None]
        assert _body(made.all, PLAIN) == "one"
        assert _body(made.all, DEV) == "two"
    assert made.stages[-1] == "dev"
    made.all.close()
    assert not made.all.is_busy


def test_none_is_begun_after_the_stop() -> None:
    """A stage that is asked about too late has no container."""
    made = _Started()
    made.all.stop()
    with pytest.raises(InterruptedError):
        made.all.answer(DEV)
    made.all.close()


def _body(containers: Containers, question: HttpRequest) -> str:
    answer = containers.answer(question)
    assert isinstance(answer, HttpAnswer)
    return answer.body
