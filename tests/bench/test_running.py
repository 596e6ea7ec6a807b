"""What a container is asked while it runs."""

from collections.abc import Iterator
from typing import Any

import pytest

from grader.bench.pace import Pace
from grader.bench.running import Running
from grader.engine.model import ContainerState, Listener
from grader.evidence import (
    CommandFact,
    ContainerCommand,
    ContainerHealth,
    ContainerLog,
    ContainerProcesses,
    HealthFact,
    HttpAnswer,
    HttpRequest,
    LogFact,
    NotRunning,
    Process,
    ProcessesFact,
    Question,
    StartWrites,
    StartWritesFact,
    StopFact,
    StopTime,
)
from tests.bench.made_up_time import Clock
from tests.bench.servers import says, serving
from tests.fake_container import FakeContainer

PACE = Pace(pause=0.01, look_pause=0.01, settling=0.01, ready=0.1)
CLOCK = Clock()
RUNS, ENDED = ContainerState(running=True), ContainerState(running=False, exit_code=1)


@pytest.fixture(scope="module", autouse=True)
def _waiting_takes_no_time() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for module in ("running", "waiting"):
            patch.setattr(f"grader.bench.{module}.time", CLOCK)
        yield


def _ask(container: FakeContainer, question: Question[Any]) -> Any:
    return Running(container, CLOCK.monotonic(), CLOCK.sleep, lambda _text: None, PACE).answer(question)


@pytest.mark.parametrize(
    ("healths", "within", "status"),
    [
        (["none"], 9, "none"),
        (["starting", "starting", "healthy"], 9, "healthy"),
        (["starting", "unhealthy", "healthy"], 9, "healthy"),
        (["unhealthy"], 0.1, "unhealthy"),
        (["starting"], 0.1, "starting"),
        (["stopping"], 0.1, "starting"),
    ],
)
def test_health(healths: list[str], within: float, status: str) -> None:
    """It is waited for until it is healthy or the time is up; without a HEALTHCHECK not at all."""
    fact = _ask(FakeContainer(healths=healths), ContainerHealth(within=within))
    assert isinstance(fact, HealthFact)
    assert fact.status == status


@pytest.mark.parametrize(
    "question", [ContainerHealth(within=9), ContainerProcesses(), ContainerCommand(("id",)), StopTime()]
)
def test_a_container_that_ended(question: Question[Any]) -> None:
    """It is not asked any more."""
    container = FakeContainer(states=[ENDED], healths=["starting"], output="bye\n")
    assert _ask(container, question) == NotRunning(
        "the container ended by itself with exit code 1", log=("bye",)
    )
    assert container.done == []


@pytest.mark.parametrize(
    ("contains", "state", "at_once"),
    [((), RUNS, False), (("b",), RUNS, False), (("a",), RUNS, True), (("a",), ENDED, True)],
)
def test_log(contains: tuple[str, ...], state: ContainerState, *, at_once: bool) -> None:
    """It is waited for until it holds what is wanted, the time is up, or the container ended."""
    began, within = CLOCK.monotonic(), 20.0 if at_once else 0.1
    fact = _ask(FakeContainer(states=[state], output="a\x1b[1m"), ContainerLog(contains, within))
    assert fact == LogFact("a")
    assert (CLOCK.monotonic() - began < within) is at_once


def test_log_of_a_container_that_ended_too_soon() -> None:
    """What it would have written is not known: that it ended is the finding."""
    fact = _ask(FakeContainer(states=[ENDED], output="bye\n"), ContainerLog(("ready",), 20.0))
    assert fact == NotRunning("the container ended by itself with exit code 1", log=("bye",))


@pytest.mark.parametrize(("port", "listens"), [(None, None), (5000, True), (6000, False)])
def test_log_with_a_port(port: int | None, listens: bool | None) -> None:  # noqa: FBT001 - a table of cases
    """The text counts once something listens; where nothing does, the whole time is waited."""
    container = FakeContainer(output="ready", listening=(Listener(5000, loopback=False),))
    began = CLOCK.monotonic()
    assert _ask(container, ContainerLog(("ready",), 0.2, port)) == LogFact("ready", listens)
    assert (CLOCK.monotonic() - began >= 0.2) is (listens is False)


def test_processes() -> None:
    """User and command line."""
    assert _ask(FakeContainer(), ContainerProcesses()) == ProcessesFact((Process(1000, "python app.py"),))


def test_command() -> None:
    """Exit code and output, or no exit code where it took too long."""
    assert _ask(FakeContainer(), ContainerCommand(("id", "-u"), 3)) == CommandFact(0, "id -u 3")
    assert _ask(FakeContainer(), ContainerCommand(("sleep", "9"), 3)) == CommandFact(None, "")


@pytest.mark.parametrize(("port", "at_least"), [(None, 0.01), (5000, 0.0), (6000, 0.1)])
def test_stop(port: int | None, at_least: float) -> None:
    """It is stopped once it listens, or after its time to come up."""
    container = FakeContainer(listening=(Listener(5000, loopback=False),))
    began = CLOCK.monotonic()
    assert _ask(container, StopTime(5, port)) == StopFact(0.5, killed=False, exit_code=0)
    assert at_least <= CLOCK.monotonic() - began < at_least + 0.1


def test_when_it_was_ready() -> None:
    """The first answer tells, not the last one."""
    with serving(says()) as (address, _):
        running = Running(FakeContainer(address), CLOCK.monotonic(), CLOCK.sleep, lambda _text: None, PACE)
        assert running.ready is None
        running.answer(HttpRequest())
        first = running.ready
        running.answer(HttpRequest("/b"))
    assert running.ready == first
    assert first is not None


def test_a_question_of_another_room() -> None:
    """It is a mistake of ours."""
    with pytest.raises(TypeError, match="does not answer"):
        _ask(FakeContainer(), Question())


def test_looks_become_rarer() -> None:
    """Each look costs the engine time: after a while the pauses grow, and the last look is at the limit."""
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        CLOCK.sleep(seconds)

    pace = Pace(look_pause=0.01, longest_pause=0.03, patient_after=0.05)
    running = Running(FakeContainer(healths=["starting"]), CLOCK.monotonic(), sleep, lambda _text: None, pace)
    fact = running.answer(ContainerHealth(within=0.3))
    assert isinstance(fact, HealthFact)
    assert pauses[0] == 0.01
    assert max(pauses) <= 0.03
    assert len(pauses) < 25
    assert fact.seconds >= 0.3


def test_a_word_is_drawn() -> None:
    """Each run asks for another word, and the answer comes with it."""
    with serving(says()) as (address, asked):
        answers = [_ask(FakeContainer(address), HttpRequest("/{word}/{word}", 80)) for _ in range(2)]
    words = [answer.word for answer in answers if isinstance(answer, HttpAnswer)]
    assert len(set(words)) == 2
    assert [request.split()[1].decode() for request in asked] == [f"/{word}/{word}" for word in words]


@pytest.mark.parametrize("state", [RUNS, ENDED])
def test_what_was_written(state: ContainerState) -> None:
    """It is measured also where the container has ended."""
    assert _ask(FakeContainer(states=[state], written=7), StartWrites()) == StartWritesFact(7)
