"""One container for all questions: the order, the ports, the end."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from grader.bench.causes import Ended
from grader.bench.container import ContainerRoom
from grader.bench.pace import Pace
from grader.challenge import Limits
from grader.engine.model import CannotStartError, ContainerState
from grader.engine.ownership import Run
from grader.errors import EngineFailureError
from grader.evidence import (
    Cause,
    ContainerCommand,
    ContainerLog,
    ContainerProcesses,
    ContainerQuestion,
    HttpAnswer,
    HttpRequest,
    NoHttpAnswer,
    NotRunning,
    StopFact,
    StopTime,
)
from grader.values import replace
from tests.bench.servers import says, serving
from tests.fake_container import FakeContainer
from tests.fake_engine import BUILT, FakeEngine

PACE = Pace(settling=0.0, look_pause=0.01, ready=0.05)
SOON = ContainerLog(within=0.0)


def _room(engine: FakeEngine) -> ContainerRoom:
    return ContainerRoom(engine, Run(), Limits(), lambda: BUILT, lambda _text: None, PACE)


def _failing(error: Exception) -> Callable[[], FakeContainer]:
    def start() -> FakeContainer:
        raise error

    return start


def test_the_order_of_questions() -> None:
    """Log and stop come last, whatever the order of asking; all ports are published; then it is removed."""
    container = FakeContainer()
    engine = FakeEngine(starts=lambda: container)
    with serving(says()) as (address, _):
        container.at = address
        room = _room(engine)
        questions: list[ContainerQuestion[Any]] = [
            StopTime(port=7000),
            SOON,
            HttpRequest(port=5000),
            ContainerCommand(("id",)),
        ]
        room.begin(questions)
        assert isinstance(room.answer(questions[2]), HttpAnswer)
        room.close()
    assert engine.done == ["start sha256:built [5000, 7000] with 512000000 B, 2 labels"]
    assert container.done == ["address 5000", "run id", "log", "stop", "log", "remove"]
    assert set(room.timings) == {"start", "ready"}


def test_each_question_once() -> None:
    """What was asked before is not asked again, and the container is removed after the last question."""
    container = FakeContainer(output="hello")
    room = _room(FakeEngine(starts=lambda: container))
    room.begin([ContainerProcesses(), ContainerProcesses()])
    assert room.answer(ContainerProcesses()) == room.answer(ContainerProcesses())
    room.close()
    assert container.done == ["processes", "log", "remove"]
    assert room.log == "hello"


def test_the_log_is_whole_when_the_last_answer_is_known() -> None:
    """Who reads the log right after the last answer waits for it, but not for the container's removal."""

    class SlowContainer(FakeContainer):
        def log(self) -> str:
            time.sleep(0.05)
            return super().log()

    room = _room(FakeEngine(starts=lambda: SlowContainer(output="hello")))
    room.begin([ContainerProcesses()])
    room.answer(ContainerProcesses())
    assert room.log == "hello"
    room.close()


def test_the_log_while_something_is_asked_still() -> None:
    """A report that does not wait for every question has the log up to then."""
    room = _room(FakeEngine(starts=lambda: FakeContainer(output="hello")))
    room.begin([ContainerProcesses(), ContainerLog(within=60)])
    room.answer(ContainerProcesses())
    assert room.is_busy
    assert room.log == "hello"
    room.stop()
    room.close()


def test_a_log_that_cannot_be_read() -> None:
    """The answers are known all the same, also where the container ends."""

    class MuteContainer(FakeContainer):
        def log(self) -> str:
            raise EngineFailureError("gone")

    room = _room(FakeEngine(starts=MuteContainer))
    assert room.answer(StopTime()) == StopFact(1.0, killed=False, exit_code=0)
    assert room.log == ""
    room.close()


def test_a_question_after_the_end() -> None:
    """The next question needs a new container."""
    engine = FakeEngine()
    room = _room(engine)
    room.answer(StopTime())
    room.answer(ContainerProcesses())
    room.close()
    assert len(engine.done) == 2


def test_a_command_that_cannot_start() -> None:
    """That is an answer to every question, in its own form."""
    room = _room(FakeEngine(starts=_failing(CannotStartError("exec: no\nsuch file"))))
    detail = "the container cannot start: exec: no such file"
    assert room.answer(HttpRequest()) == NoHttpAnswer("cannot_start", detail)
    assert room.answer(SOON) == NotRunning(detail)
    room.close()


def test_a_container_that_ended_is_explained() -> None:
    """Whoever explains it gets what it wrote and how it ended."""
    ended = FakeContainer(states=[ContainerState(running=False, exit_code=0)])
    engine = FakeEngine(starts=lambda: ended)
    given = engine, Run(), Limits(), lambda: BUILT, lambda _text: None, PACE
    told = Cause(id="no-command", moment="run", title="nothing to start")
    room = ContainerRoom(*given, explain=lambda fact, _port, end: replace(fact, cause=told, log=(str(end),)))
    fact = room.answer(ContainerProcesses())
    assert isinstance(fact, NotRunning)
    assert (fact.cause, fact.log) == (told, (str(Ended(ended.log(), 0)),))
    room.close()


def test_an_engine_that_fails() -> None:
    """That is nobody's answer."""
    room = _room(FakeEngine(starts=_failing(EngineFailureError("no space left"))))
    with pytest.raises(EngineFailureError, match="no space left"):
        room.answer(SOON)
    room.close()


def test_nothing_is_begun_after_a_stop() -> None:
    """Whoever asks then, or waits for what was never begun, is told that it has ended."""
    room = _room(FakeEngine())
    room.begin([ContainerLog(within=60), StopTime(port=5000)])
    room.stop()
    for question in (StopTime(port=5000), ContainerProcesses()):
        with pytest.raises(InterruptedError):
            room.answer(question)
    room.close()


def test_stop_ends_the_waiting() -> None:
    """From another thread, at once."""
    room = _room(FakeEngine())
    raised: list[type[BaseException]] = []

    def ask() -> None:
        try:
            room.answer(ContainerLog(within=60))
        except InterruptedError as error:
            raised.append(type(error))

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(0.05)
    assert room.is_busy
    room.stop()
    asking.join(5)
    assert raised == [InterruptedError]
    room.close()
