import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event

import pytest
from typing_extensions import override

from grader.engine.model import NotPulled
from grader.errors import EngineFailureError
from grader.machine.pulls import may_stand_in, pull_all, seems_reachable
from grader.machine.work import Work
from tests.fake_engine import FakeEngine
from tests.machine.samples import UNREACHABLE, answering_with, official

QUIET = Work(quiet=True)


class SilentEngine(FakeEngine):
    """Its registry never answers."""

    @override
    def pull(
        self, reference: str, limit: float, on_line: Callable[[str], None], stopped: Event | None = None
    ) -> NotPulled | None:
        Event().wait(30)
        return super().pull(reference, limit, on_line, stopped)


class DyingEngine(FakeEngine):
    """It fails while it pulls."""

    @override
    def pull(
        self, reference: str, limit: float, on_line: Callable[[str], None], stopped: Event | None = None
    ) -> NotPulled | None:
        raise EngineFailureError(f"the engine failed while pulling {reference}")


def test_side_by_side() -> None:
    """Each image has an outcome of its own."""
    engine = answering_with(FakeEngine(registry={"a:1": official(), "b:1": UNREACHABLE}))
    outcomes = pull_all(engine, ["a:1", "b:1", "c:1"], QUIET)
    assert outcomes == {"a:1": None, "b:1": UNREACHABLE, "c:1": NotPulled("not found", unreachable=False)}


def test_silence_is_no_registry() -> None:
    """Where nothing is heard for a while, no registry is reachable."""
    outcomes = pull_all(answering_with(SilentEngine()), ["a:1", "b:1"], QUIET, patience=0.1)
    assert [outcome and outcome.unreachable for outcome in outcomes.values()] == [True, True]


def test_engine_that_fails() -> None:
    """An engine's failure is no reason for a stand-in."""
    outcome = pull_all(answering_with(DyingEngine()), ["a:1"], QUIET)["a:1"]
    assert outcome
    assert not may_stand_in(outcome)


class ChoosyEngine(FakeEngine):
    """It takes no name with a capital for a reference."""

    @override
    def pull(
        self, reference: str, limit: float, on_line: Callable[[str], None], stopped: Event | None = None
    ) -> NotPulled | None:
        if reference != reference.lower():
            raise ValueError("repository name must be lowercase")
        return super().pull(reference, limit, on_line, stopped)


def test_a_name_that_is_none() -> None:
    """It has an outcome, too; otherwise it would be waited for without end."""
    engine = answering_with(ChoosyEngine(registry={"a:1": official()}))
    outcomes = pull_all(engine, ["a:1", "B:1"], QUIET)
    assert outcomes == {"a:1": None, "B:1": NotPulled("repository name must be lowercase", unreachable=False)}


@pytest.mark.parametrize(
    ("outcome", "may"),
    [
        (UNREACHABLE, True),
        (NotPulled("manifest unknown", unreachable=False), False),
        (NotPulled("toomanyrequests: You have reached your pull rate limit", unreachable=True), False),
        (NotPulled("429 Too Many Requests", unreachable=True), False),
        (NotPulled("received unexpected HTTP status: 500 Internal Server Error", unreachable=True), False),
        (NotPulled("no basic auth credentials", unreachable=True), False),
    ],
)
def test_when_a_stand_in_may_be_made(outcome: NotPulled, *, may: bool) -> None:
    """Only where no registry answered: one that answers "no" or "later" is there."""
    assert may_stand_in(outcome) is may


class Unauthorized(BaseHTTPRequestHandler):
    """A registry that asks who is there."""

    def do_GET(self) -> None:
        """Answer 401."""
        self.send_error(401)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as http.server has it
        """Say nothing."""


@pytest.fixture
def registry() -> Iterator[str]:
    """A registry's address."""
    with HTTPServer(("127.0.0.1", 0), Unauthorized) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v2/"
        server.shutdown()


def test_registry_that_answers(registry: str) -> None:
    """Any answer is an answer."""
    assert seems_reachable(registry)


def test_a_mirror_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who sets one says that it can be reached."""
    monkeypatch.setenv("GRADER_MIRROR", "mirror.example:5000")
    assert seems_reachable("http://127.0.0.1:9/v2/")


def test_registry_that_does_not_answer() -> None:
    """A closed port, a name that leads nowhere."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert not seems_reachable(f"http://127.0.0.1:{closed.getsockname()[1]}/v2/")
