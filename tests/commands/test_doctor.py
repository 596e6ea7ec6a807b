import pytest

from grader.commands import doctor as module
from grader.errors import EngineUnavailableError
from grader.values import replace
from tests.fake_engine import ABOUT, BASE, FakeEngine
from tests.machine.samples import stand_in


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """An engine with all that two base images need."""
    made = FakeEngine(images={"python:3.11": BASE, "python:3.11-slim": stand_in()})
    monkeypatch.setattr(module, "connect", lambda: made)
    monkeypatch.setattr(module, "base_images", lambda: ["python:3.11", "python:3.11-slim"])
    monkeypatch.setattr(module, "NEEDED_DISK_BYTES", 1)
    return made


def told() -> list[str]:
    """One line per need."""
    return [f"{'ok' if fine else 'FAIL'} {text}" for fine, text in module._lines()]


def test_all_is_well(engine: FakeEngine) -> None:
    """Engine, builder, store, base images, disk; a stand-in is said to be one."""
    assert told()[:-1] == [
        "ok engine: docker 26, linux/amd64",
        "ok builder: buildx",
        "ok image store: overlay2",
        "ok base image python:3.11: there",
        "ok base image python:3.11-slim: there (a stand-in, not the official image)",
    ]
    assert engine.done == []


def test_what_is_missing(engine: FakeEngine) -> None:
    """Each line that fails says the mend."""
    engine.images = {}
    engine.about = replace(ABOUT, builder="classic", builder_lacks="no BuildKit client")
    failed = [line for line in told() if line.startswith("FAIL")]
    assert failed == [
        "FAIL builder: classic (no BuildKit client)",
        "FAIL base image python:3.11: not there; run scripts/base-images",
        "FAIL base image python:3.11-slim: not there; run scripts/base-images",
    ]


@pytest.mark.usefixtures("engine")
def test_a_mirror(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where official images come from is told where it is another registry than usual."""
    monkeypatch.setenv("GRADER_MIRROR", "mirror.example:5000")
    assert "ok official images: pulled from mirror.example:5000" in told()


def test_no_engine_and_no_room(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an engine, what can be looked at is looked at."""

    def nothing_answers() -> FakeEngine:
        raise EngineUnavailableError("no container engine answers")

    monkeypatch.setattr(module, "connect", nothing_answers)
    monkeypatch.setattr(module, "NEEDED_DISK_BYTES", 10**18)
    first, second = told()
    assert first == "FAIL engine: no container engine answers"
    assert second.startswith("FAIL disk: ")
    assert "make room" in second
    assert engine.done == []


def test_what_holds(engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    """Each protection with its mend where it is open; that fails nothing."""
    assert module.command.main([], standalone_mode=False) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-2:] == ["holds  one", "OPEN   two: iptables"]
    engine.images = {}
    assert "OPEN   one: an image" in list(module._protections())


@pytest.mark.usefixtures("engine")
def test_what_is_lacking(capsys: pytest.CaptureFixture[str]) -> None:
    """What the engine cannot build is told with one that can; that fails nothing."""
    assert module.command.main([], standalone_mode=False) == 0
    assert "lacks COPY --link: Docker builds it" in capsys.readouterr().out.splitlines()


def test_no_engine_has_no_protections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is told of what is not there."""

    def nothing_answers() -> FakeEngine:
        raise EngineUnavailableError("no container engine answers")

    monkeypatch.setattr(module, "connect", nothing_answers)
    assert list(module._protections()) == list(module._lacks()) == []
