from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.errors import EngineFailureError
from grader.machine import stand_ins as module
from grader.machine.home import Home
from grader.machine.keep import archive_of
from grader.machine.recipes import find_recipe, key_of
from grader.machine.roots import temporary_roots
from grader.machine.stand_ins import StandIns, why_none
from grader.machine.work import Work
from tests.machine.samples import Programs, WorkedEngine, answering_with, official, stand_in


@pytest.fixture
def engine(debian_root: Programs) -> WorkedEngine:
    """An engine without images, on a machine that can make stand-ins."""
    return WorkedEngine(programs=debian_root)


@pytest.fixture
def makes(engine: WorkedEngine, home: Home) -> Iterator[StandIns]:
    """What makes stand-ins there."""
    work = Work(quiet=True)
    with temporary_roots(work) as roots:
        yield StandIns(answering_with(engine), home, work, roots, b"ground")


def key(image: str) -> str:
    """Today's key."""
    recipe = find_recipe(image)
    assert recipe
    return key_of(recipe, b"ground")


def made(programs: Programs) -> list[str]:
    """What the docker command was told to make, in order."""
    verbs = {"import": "import", "buildx": "build", "load": "load", "image": "image rm"}
    return [verbs[call.split()[1]] for call in programs.calls if call.startswith("docker")]


def test_parents_first(makes: StandIns, debian_root: Programs) -> None:
    """The Debian below it comes first, then each on top of the other."""
    assert makes.make_all(["python:3.11"]) == {
        "debian:bookworm-slim": "stand-in built",
        "python:3.11-slim": "stand-in built",
        "python:3.11": "stand-in built",
    }
    assert made(debian_root) == ["import", "build", "build"]


def test_what_is_current(makes: StandIns, engine: WorkedEngine) -> None:
    """An official image is fine as it is, a stand-in only from today's recipe."""
    engine.images = {
        "python:3.9": official(),
        "python:3.11": stand_in("old"),
        "python:3.11-slim": stand_in(key("python:3.11-slim")),
    }
    assert makes.is_current("python:3.9")
    assert makes.is_current("python:3.11-slim")
    assert not makes.is_current("python:3.11")
    assert not makes.is_current("python:3.12-slim")


def test_parent_that_is_there(makes: StandIns, engine: WorkedEngine, debian_root: Programs) -> None:
    """What is current is not made again."""
    engine.images["python:3.9-slim"] = stand_in(key("python:3.9-slim"))
    assert makes.make_all(["python:3.9-alpine"]) == {"python:3.9-alpine": "stand-in built"}
    assert made(debian_root) == ["build"]


def test_outdated_goes(makes: StandIns, engine: WorkedEngine, debian_root: Programs) -> None:
    """A stand-in of an older recipe is replaced, and removed where nothing uses it."""
    engine.images = {"debian:bookworm-slim": stand_in("old", "sha256:old")}
    makes.make_all(["debian:bookworm-slim"])
    assert debian_root.calls[-1].rstrip() == "docker image rm sha256:old"


def test_archive_of_the_private_engine(
    makes: StandIns, home: Home, debian_root: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the other image store has is loaded: the very same layers, and no parents needed."""
    monkeypatch.setattr(module, "is_private", lambda _engine, _home: True)
    archive = archive_of(home, "python:3.11", key("python:3.11"))
    archive.parent.mkdir(parents=True)
    archive.touch()
    assert makes.make_all(["python:3.11"]) == {"python:3.11": "stand-in loaded"}
    assert made(debian_root) == ["load"]


def test_labels(makes: StandIns, debian_root: Programs) -> None:
    """A stand-in says that it is one, what it is, and of which recipe."""
    makes.make_all(["debian:bookworm-slim"])
    (call,) = [call for call in debian_root.calls if call.startswith("docker import")]
    assert 'title="stand-in"' in call
    assert "not the official image" in call
    assert key("debian:bookworm-slim") in call


def test_failed_build(makes: StandIns, debian_root: Programs) -> None:
    """Why it failed is shown."""
    debian_root.add("docker", "echo no space left on device; exit 1")
    with pytest.raises(
        EngineFailureError, match=r"(?s)no space left.*docker import of debian:trixie-slim failed"
    ):
        makes.make_all(["python:3.12-slim"])


def test_why_there_is_none(debian_root: Programs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No recipe, no docker command, no Debian or no root."""
    assert why_none("python:3.11") is None
    assert "no recipe" in str(why_none("alpine:3.20"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "needs the docker command" in str(why_none("python:3.11"))
    monkeypatch.setattr("grader.machine.debian.is_debian_root", lambda: False)
    assert "only as root on Debian or Ubuntu" in str(why_none("python:3.11"))
    assert debian_root.calls == []
