from pathlib import Path

import pytest

from grader.engine.model import Image
from grader.errors import EngineFailureError, EngineUnavailableError, UsageError
from grader.machine import beside
from grader.machine.__main__ import main
from grader.machine.beside import copy_images, environment, inside, install_plugin
from grader.machine.engine_root import root_command
from grader.machine.flavours import FLAVOURS, PRIVATE, check_store
from grader.machine.home import SOCKET, Home, engine_home
from grader.machine.private import _daemon
from grader.machine.work import Work
from tests.fake_engine import FakeEngine
from tests.machine.samples import Programs, answering_with

QUIET = Work(quiet=True)
PODMAN, NEWER = FLAVOURS["podman-5"], FLAVOURS["docker-28"]


def test_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each flavour has its own below the private engine's, and a socket of its own."""
    monkeypatch.setenv("GRADER_ENGINE_HOME", "/x")
    assert engine_home() == Home(Path("/x"))
    assert engine_home().socket == SOCKET
    assert engine_home(PODMAN).socket == Path("/x/flavours/podman-5/run/engine.sock")


def test_daemons() -> None:
    """Only a flavour beside other engines gets a network of its own."""
    assert _daemon(Home(Path("/x")), "overlay2") == ("start-docker", "overlay2", "/host-run/docker.sock")
    own = _daemon(Home(Path("/x"), PODMAN), "overlay")
    assert own == ("own-network", "start-podman", "overlay", "/run/grader-engine/engine.sock")


def test_root_of_a_flavour() -> None:
    """Its packages come from its suite; the private engine needs no network of its own."""
    command = root_command(NEWER, Path("/r"), ["deb"], [])
    assert command[-3:] == ("sid", "/r", "deb")
    assert "slirp4netns" in command[-4]
    assert "slirp4netns" not in root_command(PRIVATE, Path("/r"), ["deb"], [])[-4]


def test_store_that_a_flavour_cannot_have() -> None:
    """It is a mistake in the call."""
    check_store(NEWER, "containerd")
    check_store(PODMAN, None)
    with pytest.raises(UsageError, match="podman-5 has no store containerd, only overlay"):
        check_store(PODMAN, "containerd")


def test_command_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It enters the network by its name; a flavour that is down is said so, with the mend."""
    home = Home(tmp_path, PODMAN)
    with pytest.raises(EngineUnavailableError, match="not running: scripts/engine up --flavour podman-5"):
        inside(home, ["true"])
    home.run.mkdir()
    home.pid_file.write_text("17")
    monkeypatch.setattr(beside, "is_inside", lambda *_: True)
    monkeypatch.setattr(beside, "is_answering", lambda _: True)
    assert inside(home, ["true"]) == ["nsenter", "--net=/proc/17/root/run/network", "--", "true"]


def test_plugin(tmp_path: Path) -> None:
    """The docker command finds the flavour's own buildx."""
    home = Home(tmp_path, NEWER)
    file = home.root / "usr/libexec/docker/cli-plugins/docker-buildx"
    file.parent.mkdir(parents=True)
    file.write_text("buildx")
    install_plugin(home)
    found = Path(environment(home)["DOCKER_CONFIG"], "cli-plugins/docker-buildx")
    assert found.read_text() == "buildx"


def test_copied_images(tmp_path: Path, programs: Programs) -> None:
    """One stream takes them over; Podman's get the name under which it would have pulled them."""
    programs.add("docker")
    copy_images(["python:3.11-slim"], answering_with(FakeEngine()), Home(tmp_path, PODMAN), QUIET)
    calls = [call.rstrip() for call in programs.calls]
    assert sorted(calls[1:3]) == ["docker load --quiet", "docker save python:3.11-slim"]
    assert calls[3:] == [
        "docker tag localhost/python:3.11-slim docker.io/library/python:3.11-slim",
        "docker image rm localhost/python:3.11-slim",
    ]


def test_images_that_are_there(tmp_path: Path, programs: Programs) -> None:
    """One of the same layers is not copied again."""
    programs.add("docker", """[ "$2" != inspect ] || echo '["l1"]'""")
    images = {name: Image("id", (layer,), 1, "linux/amd64") for name, layer in (("a", "l1"), ("b", "l2"))}
    copy_images(["a", "b"], answering_with(FakeEngine(images=images)), Home(tmp_path, NEWER), QUIET)
    assert {call.split()[-1] for call in programs.calls if "save" in call} == {"b"}


def test_images_that_cannot_be_copied(tmp_path: Path, programs: Programs) -> None:
    """The engine's own words are told."""
    programs.add("docker", "echo no room; exit 1")
    with pytest.raises(EngineFailureError, match=r"(?s)no room.*copying base images to docker-28 failed"):
        copy_images(["a"], answering_with(FakeEngine()), Home(tmp_path, NEWER), QUIET)


@pytest.mark.parametrize("arguments", [["run"], ["run", "--flavour", "podman-5"], ["run", "--", "true"]])
def test_misuse_of_run(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It needs a flavour and a command."""
    monkeypatch.setattr("grader.machine.__main__.lead_to", lambda _home: None)
    assert main(["engine", *arguments]) == UsageError.exit_code
    assert "scripts/engine run --flavour FLAVOUR -- COMMAND" in capsys.readouterr().err
