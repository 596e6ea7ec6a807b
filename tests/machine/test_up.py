import pytest

from grader.errors import EngineFailureError, EngineUnavailableError
from grader.machine import private
from grader.machine import up as module
from grader.machine.answering import Answering
from grader.machine.home import Home
from grader.machine.up import describe, down, settled, status, up
from grader.machine.work import Work
from grader.values import replace
from tests.fake_engine import ABOUT, FakeEngine
from tests.machine.samples import Programs, answering_with

QUIET = Work(quiet=True)
LINE = "engine 26 (Debian 13) at unix:///run/docker.sock, store overlay2"


class Machine:
    """What answers, and what was done to the private engine."""

    def __init__(self) -> None:
        self.answers: Answering | None = None
        self.own = False
        self.done: list[str] = []

    def start(self, _home: Home, store: str, _work: Work) -> None:
        """The private engine answers from now on."""
        self.done.append(f"start {store}")
        self.answers, self.own = answering_with(FakeEngine(about=replace(ABOUT, store=store))), True


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, programs: Programs) -> Machine:
    """Root on Debian without an engine; nothing is really started."""
    made = Machine()
    programs.add("docker", "echo buildx 0.13 x")
    monkeypatch.delenv("DOCKER_HOST", raising=False)
    monkeypatch.setattr(module, "is_debian_root", lambda: True)
    monkeypatch.setattr(module, "answering", lambda: made.answers)
    monkeypatch.setattr(module, "build_root", lambda _home, _work: made.done.append("root"))
    monkeypatch.setattr(module, "install_client", lambda _home, _work: made.done.append("client"))
    monkeypatch.setattr(module, "keep_archives", lambda _home, _engine, _work: made.done.append("keep"))
    monkeypatch.setattr(private, "is_private", lambda _engine, _home: made.own)
    monkeypatch.setattr(private, "start", made.start)
    return made


def test_engine_that_answers(machine: Machine, home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    """It is used as it is; nothing is installed."""
    machine.answers = answering_with(FakeEngine())
    assert up(home, QUIET) is machine.answers
    assert machine.done == []
    assert capsys.readouterr().out == f"{LINE}\n"
    assert not home.folder.exists()


def test_no_engine(machine: Machine, home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    """Root on Debian gets a private one, with the classic store."""
    up(home, QUIET)
    assert machine.done == ["root", "client", "start overlay2"]
    assert capsys.readouterr().out == f"{LINE}, the private engine\n"


def test_other_store(machine: Machine, home: Home) -> None:
    """The private engine is restarted for it, and its stand-ins are kept for the other store."""
    up(home, QUIET)
    machine.done.clear()
    assert up(home, QUIET, "containerd").store == "containerd"
    assert machine.done == ["root", "client", "keep", "start containerd"]


def test_store_of_another_engine(machine: Machine, home: Home) -> None:
    """An engine that is not ours keeps its store."""
    machine.answers = answering_with(FakeEngine())
    with pytest.raises(EngineFailureError, match="has the store overlay2, not containerd; it is not ours"):
        up(home, QUIET, "containerd")


def test_engine_that_came_meanwhile(machine: Machine, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has waited for another start uses what that one has started."""
    answers = [None, answering_with(FakeEngine())]
    monkeypatch.setattr(module, "answering", lambda: answers.pop(0))
    up(home, QUIET)
    assert machine.done == []


def test_where_none_can_be_started(machine: Machine, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere, what to install is said."""
    monkeypatch.setattr(module, "is_debian_root", lambda: False)
    with pytest.raises(EngineUnavailableError, match=r"(?s)Docker Desktop.*Podman.*root can have a private"):
        up(home, QUIET)
    assert machine.done == []


def test_docker_host_that_does_not_answer(
    machine: Machine, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A private engine would not be the one that DOCKER_HOST asks for."""
    monkeypatch.setenv("DOCKER_HOST", "tcp://far.example:2375")
    with pytest.raises(EngineUnavailableError, match=r"DOCKER_HOST=tcp://far\.example:2375 does not answer"):
        up(home, QUIET)
    monkeypatch.setenv("DOCKER_HOST", "unix:///var/run/docker.sock")
    up(home, QUIET)
    assert machine.done[-1] == "start overlay2"


def test_buildx_is_missing(
    machine: Machine, home: Home, programs: Programs, capsys: pytest.CaptureFixture[str]
) -> None:
    """The mend is said; the engine is used nevertheless."""
    programs.add("docker", "exit 1")
    machine.answers = answering_with(FakeEngine())
    settled(home, QUIET, None)
    assert "install Docker's buildx plugin" in capsys.readouterr().out


def test_podman(machine: Machine, home: Home) -> None:
    """The docker command finds Podman only where it is told."""
    engine = FakeEngine(about=replace(ABOUT, name="podman"))
    told = describe(answering_with(engine, "unix:///run/podman/podman.sock"), home)
    assert told.endswith("\npodman: export DOCKER_HOST=unix:///run/podman/podman.sock")
    assert machine.done == []


def test_status(machine: Machine, home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    """Which engine answers, and the client's buildx."""
    with pytest.raises(EngineUnavailableError, match="no engine answers"):
        status(home, QUIET)
    machine.answers = answering_with(FakeEngine())
    status(home, QUIET)
    assert capsys.readouterr().out == f"{LINE}\nbuildx 0.13\n"


def test_down_without_a_private_engine(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to stop, and that is fine."""
    down(home, QUIET)
    home.root.mkdir(parents=True)
    down(home, QUIET)
    told = capsys.readouterr().out.splitlines()
    stays = f"the private engine is not running; its images stay in {home.all_data}"
    assert told == [f"there is no private engine in {home.folder}", stays]


def test_down_with_its_images(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    """What it built and pulled is removed with all stores; its programs and the stand-ins' archives stay."""
    for folder in (home.root, home.archives, home.data("overlay2"), home.data("containerd")):
        folder.mkdir(parents=True)
    down(home, QUIET, remove_images=True)
    assert capsys.readouterr().out == "the private engine is not running; its images are removed\n"
    assert sorted(path.name for path in home.folder.iterdir()) == ["images", "lock", "root", "run"]


def test_down_where_something_is_mounted(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is removed below a mount, and that is told."""
    home.root.mkdir(parents=True)
    home.data("overlay2").mkdir(parents=True)
    monkeypatch.setattr("grader.machine.removal.mounted_in", lambda _folder: True)
    with pytest.raises(EngineFailureError, match=r"something is mounted in .*data: it stays"):
        down(home, QUIET, remove_images=True)
    assert home.data("overlay2").is_dir()
