"""Waiting for an answer: until when, and what is said where none comes."""

from collections.abc import Iterator

import pytest

from grader.bench.pace import Pace
from grader.bench.waiting import wait_for_answer
from grader.engine.model import ContainerState, Listener
from grader.evidence import HttpAnswer, HttpRequest, NoHttpAnswer
from tests.bench.made_up_time import Clock
from tests.bench.servers import Respond, drips, nobody, raw, says, serving
from tests.fake_container import FakeContainer

PACE = Pace(
    pause=0.01, longest_pause=0.02, patient_after=0.05, request=0.4, least_request=0.3, look_every=0.02
)
CLOCK = Clock()


@pytest.fixture(scope="module", autouse=True)
def _waiting_takes_no_time() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("grader.bench.waiting.time", CLOCK)
        yield


def _wait(container: FakeContainer, *, within: float = 0.15) -> HttpAnswer | NoHttpAnswer:
    question = HttpRequest(port=5000, ready_within=within)
    began = CLOCK.monotonic()
    answer = wait_for_answer(container, question, began, CLOCK.sleep, PACE)
    assert CLOCK.monotonic() - began < within + 0.1
    return answer


def _status(*responses: Respond, within: float = 0.15) -> int:
    with serving(*responses) as (address, _):
        answer = _wait(FakeContainer(address), within=within)
    assert isinstance(answer, HttpAnswer)
    return answer.status


def _problem(container: FakeContainer, *, within: float = 0.15) -> NoHttpAnswer:
    answer = _wait(container, within=within)
    assert isinstance(answer, NoHttpAnswer)
    return answer


def _listening(*listeners: tuple[int, bool]) -> FakeContainer:
    listening = tuple(Listener(port, loopback) for port, loopback in listeners)
    return FakeContainer(nobody(), listening=listening, output="hello\n")


@pytest.mark.parametrize("status", [200, 302, 404, 500])
def test_any_other_status_is_the_answer(status: int) -> None:
    """An error of the application is an answer, too: waiting would not mend it."""
    assert _status(says(status=status)) == status


def test_not_yet_is_asked_again() -> None:
    """A gateway that is not ready is given time, and its status is the answer where it never is."""
    assert _status(says(status=503), raw(b""), says(), within=9) == 200
    assert _status(says(status=502)) == 502


def test_nobody_is_asked_before_something_listens() -> None:
    """Where this machine sees the sockets; then the first request is the answer."""
    with serving(says()) as (address, requests):
        container = FakeContainer(address, silent=3)
        assert isinstance(_wait(container, within=9), HttpAnswer)
        assert (len(requests), container.silent) == (1, -1)


def test_it_ends_before_it_listens() -> None:
    """Nobody waits for it."""
    ends = [ContainerState(running=True), ContainerState(running=False, exit_code=3)]
    with serving(says()) as (address, requests):
        assert _problem(FakeContainer(address, ends, silent=99), within=9).problem == "exited"
        assert requests == []


def test_nothing_listens() -> None:
    """Not even on another port."""
    answer = _problem(_listening())
    assert (answer.problem, answer.log) == ("nothing_listens", ("hello",))
    assert answer.detail == "nothing answered on port 5000 within 0.1 s"


def test_sockets_that_cannot_be_seen() -> None:
    """The image may have no program that shows them."""
    assert _problem(FakeContainer(nobody(), listening=None)).problem == "nothing_listens"


def test_another_port() -> None:
    """The ports it does listen on are named."""
    answer = _problem(_listening((8000, False), (9000, True)))
    assert (answer.problem, answer.ports) == ("other_port", (8000, 9000))
    assert "listens on 8000, 9000" in answer.detail


def test_only_on_loopback() -> None:
    """It is seen twice and told before the time is up; where it listens everywhere, too, it is not."""
    began = CLOCK.monotonic()
    assert _problem(_listening((5000, True)), within=20).problem == "only_loopback"
    assert CLOCK.monotonic() - began < 20
    assert _problem(_listening((5000, True), (5000, False))).problem == "no_reply"


def test_no_reply() -> None:
    """Something listens and says nothing."""
    with serving(raw(b"")) as (address, _):
        answer = _problem(FakeContainer(address, listening=(Listener(5000, loopback=False),)))
    assert (answer.problem, answer.ports) == ("no_reply", (5000,))


def test_a_body_without_end() -> None:
    """It is too slow."""
    with serving(drips) as (address, _):
        answer = _problem(FakeContainer(address), within=0)
    assert answer.problem == "too_slow"
    assert "it must be ready within" in answer.detail


def test_a_body_that_is_too_large() -> None:
    """It is not asked for again."""
    with serving(says(b"x" * 1_100_000)) as (address, requests):
        assert _problem(FakeContainer(address)).problem == "too_large"
    assert len(requests) == 1


@pytest.mark.parametrize(("out_of_memory", "says_why"), [(True, "used more memory"), (False, "exit code 3")])
def test_a_container_that_ended(*, out_of_memory: bool, says_why: str) -> None:
    """It is told at once, with its exit code and its last words."""
    ended = ContainerState(running=False, exit_code=3, out_of_memory=out_of_memory)
    container = FakeContainer(nobody(), [ContainerState(running=True), ended], output="Traceback\n")
    answer = _problem(container, within=20)
    assert (answer.problem, answer.log) == ("exited", ("Traceback",))
    assert says_why in answer.detail


def test_a_port_that_is_not_published() -> None:
    """It cannot be asked, but whether the container runs is seen."""
    assert _problem(FakeContainer(None)).problem == "nothing_listens"
    assert _problem(FakeContainer(None, [ContainerState(running=False)])).problem == "exited"
