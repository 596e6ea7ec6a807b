"""Where a health check is tried, and what is seen of it."""

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError

import pytest

from grader.bench import health_server
from grader.bench.container import ContainerRoom
from grader.bench.health_trial import check_words, exposed
from grader.bench.pace import Pace
from grader.challenge import Limits
from grader.engine.model import CannotStartError, CommandOrder, ContainerState, Image, Listener
from grader.engine.ownership import Run
from grader.evidence import CheckRun, HealthTrial, HealthTrialFact, ImageConfig
from tests.bench.servers import says, serving
from tests.fake_container import FakeContainer
from tests.fake_engine import FakeEngine

ENDED = {code: [ContainerState(running=False, exit_code=code)] for code in (0, 1)}
CURL = ImageConfig(healthcheck=("CMD-SHELL", "curl -f localhost:5000/health"), ports=("5000/tcp",))
Commands = Callable[[str, CommandOrder], FakeContainer]


def _tried(commands: Commands, config: ImageConfig = CURL, path: str | None = "/health") -> HealthTrialFact:
    image, question = Image("sha256:built", (), 1, "linux/amd64", config), HealthTrial(path, within=5)
    engine = FakeEngine(starts=lambda: FakeContainer(listening=(Listener(5000, loopback=False),)))
    engine.commands = commands
    given = engine, Run(), Limits(), lambda: image, lambda _text: None, Pace(settling=0.0)
    room = ContainerRoom(*given, bases=lambda: ("missing:1", "base:1"))
    try:
        fact = room.answer(question)
        assert isinstance(fact, HealthTrialFact)
        return fact
    finally:
        room.close()


class _Trial:
    """A server that was asked, and a check that fails alone; `orders` are what was started."""

    def __init__(self) -> None:
        self.orders: list[tuple[str, CommandOrder]] = []
        self.server = FakeContainer(
            output='ready\n["GET", "/health"]\n["GET", "/health"]\n', container_id="s1"
        )

    def __call__(self, image: str, order: CommandOrder) -> FakeContainer:
        self.orders.append((image, order))
        if order.command[0] == "python3":
            return self.server
        works = order.beside == "s1" and "SIGUSR1" not in self.server.done
        return FakeContainer(states=ENDED[0 if works else 1], output="said\n")


def test_three_networks() -> None:
    """Alone it fails, beside a server it asks, and beside the same one that fails it fails."""
    trial = _Trial()
    asked = ("GET /health",)
    assert _tried(trial) == HealthTrialFact(
        CheckRun(1, ("said",)), CheckRun(0, ("said",), asked), CheckRun(1, ("said",), asked)
    )
    assert trial.server.done[-1] == "remove"


def test_the_server_runs_with_a_base_image() -> None:
    """Never with the learner's own files: it is started in the base, the check in the built image."""
    trial = _Trial()
    _tried(trial)
    by_program = {(order.command[0], image) for image, order in trial.orders}
    assert by_program == {("python3", "sha256:base"), ("/bin/sh", "sha256:built")}


def test_a_check_that_needs_the_application_itself() -> None:
    """Where it fails beside the server, it is tried again with the application's files and processes."""
    trial = _Trial()

    def commands(image: str, order: CommandOrder) -> FakeContainer:
        started = trial(image, order)
        lacks = order.command[0] != "python3" and (image, order.among) != ("sha256:committed", "c1")
        return FakeContainer(states=ENDED[1]) if lacks else started

    fact = _tried(commands)
    assert fact.answered is not None
    assert (fact.alone, fact.answered.exit_code) == (CheckRun(1, ("said",)), 0)
    assert [image for image, _ in trial.orders].count("sha256:committed") == 3


def test_without_a_path_only_alone() -> None:
    """Nothing is compared then with what is asked."""
    fact = _tried(_Trial(), path=None)
    assert (fact.alone, fact.answered, fact.failing) == (CheckRun(1, ("said",)), None, None)


@pytest.mark.parametrize("test", [(), ("NONE",), ("CMD",)])
def test_no_check(test: tuple[str, ...]) -> None:
    """Then nothing is tried."""
    assert _tried(_Trial(), ImageConfig(healthcheck=test)) == HealthTrialFact()


def test_no_python_at_hand() -> None:
    """It is told, and the check is still tried alone."""

    def commands(_image: str, order: CommandOrder) -> FakeContainer:
        if order.command[0] == "python3":
            raise CannotStartError("no such program")
        return FakeContainer(states=ENDED[1])

    fact = _tried(commands)
    assert (fact.alone, fact.answered) == (CheckRun(1), None)
    assert "no base image" in fact.unseen


def test_a_check_that_cannot_be_started() -> None:
    """It fails, as in the application's container."""

    def commands(_image: str, _order: CommandOrder) -> FakeContainer:
        raise CannotStartError("no such program: curl")

    assert _tried(commands, path=None).alone == CheckRun(126, ("no such program: curl",))


def test_a_check_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ended at the time limit."""
    monkeypatch.setattr("grader.bench.health_trial.CHECK_SECONDS", 0.05)
    config = ImageConfig(healthcheck=("CMD", "sleep", "9"))
    assert _tried(lambda _image, _order: FakeContainer(), config, None).alone == CheckRun(None)


def test_the_applications_own_answer() -> None:
    """The server says what the application says."""
    trial = _Trial()
    image = Image("sha256:built", (), 1, "linux/amd64", CURL)
    with serving(says(b"all is well")) as (address, _):
        engine = FakeEngine(
            starts=lambda: FakeContainer(address, listening=(Listener(5000, loopback=False),)), commands=trial
        )
        room = ContainerRoom(
            engine, Run(), Limits(), lambda: image, lambda _text: None, Pace(), lambda: ("base:1",)
        )
        room.answer(HealthTrial("/health", 5))
        room.close()
    settings = next(
        json.loads(order.command[-1]) for _, order in trial.orders if order.command[0] == "python3"
    )
    assert (settings["body"], settings["ports"]) == ("all is well", [5000])


@pytest.mark.parametrize(
    ("test", "words"),
    [
        (("CMD-SHELL", "a b"), ("/bin/sh", "-c", "a b")),
        (("CMD", "a", "b"), ("a", "b")),
        (("NONE",), ()),
    ],
)
def test_words(test: tuple[str, ...], words: tuple[str, ...]) -> None:
    """A text goes to the image's shell, a list to nobody."""
    assert check_words(ImageConfig(healthcheck=test)) == words


def test_exposed_ports() -> None:
    """TCP's only."""
    assert exposed(ImageConfig(ports=("5000/tcp", "53/udp", "80", "x/tcp"))) == {5000, 80}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _status(port: int, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_the_server() -> None:
    """It writes down what it is asked, and after its signal fails on the path, and only there."""
    port = _free_port()
    said = {"ports": [port], "path": "/health", "status": 200, "type": "text/plain", "body": "ok"}
    command = [sys.executable, "-I", "-c", Path(health_server.__file__).read_text(), json.dumps(said)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            assert server.stdout.readline() == "ready\n"
            before = [_status(port, "/health"), _status(port, "/")]
            server.send_signal(signal.SIGUSR1)
            time.sleep(0.1)
            assert (before, [_status(port, "/health?x"), _status(port, "/")]) == ([200, 200], [500, 200])
            assert json.loads(server.stdout.readline()) == ["GET", "/health"]
        finally:
            server.kill()
