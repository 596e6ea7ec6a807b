"""What Docker and Podman say of themselves, and how that is understood."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import requests

from grader.dockerfile import read_dockerfile
from grader.engine import Engine, buildkit, compatible
from grader.engine.client import Connection
from grader.engine.docker_engine import DockerEngine
from grader.engine.model import BuildOrder, Image
from grader.engine.podman_engine import PodmanEngine, is_podman
from grader.evidence import BuildOptions, HistoryEntry
from grader.values import replace

DOCKER = {"Version": "26.1.5", "Components": [{"Name": "Engine"}, {"Name": "containerd"}]}
PODMAN = {"Version": "5.4.2", "Components": [{"Name": "Podman Engine"}]}
MACHINE = {"Architecture": "x86_64", "OSType": "linux", "NCPU": 4, "MemTotal": 8_000_000_000}
CONTAINERD = {"Driver": "overlayfs", "DriverStatus": [["driver-type", "io.containerd.snapshotter.v1"]]}
IMAGE = Image("the/image", ("l1",), 5, "linux/amd64")


def _own_answer(url: str) -> requests.Response:
    """What Podman's own interface says of an image of two entries."""
    answer = requests.Response()
    answer.status_code = 200 if url.endswith("/images/the%2Fimage/json") else 404
    answer._content = (
        b'{"History": [{"created_by": "base"}, {"created_by": "RUN make", "empty_layer": true}]}'
    )
    return answer


def _connection(version: dict[str, Any], **info: object) -> Connection:
    asked: list[str] = []

    def ask() -> dict[str, Any]:
        asked.append("info")
        assert len(asked) == 1, "it is asked once"
        return {**MACHINE, **info}

    api = SimpleNamespace(
        info=ask,
        ping=lambda: True,
        history=lambda _image: [{"CreatedBy": "RUN make", "Size": 7}, {"CreatedBy": "base", "Size": None}],
        base_url="http://engine",
        get=_own_answer,
        images=lambda name: [{"Size": 99}] if name == "a:1" else [],
    )
    return Connection(cast("Any", api), version, {"DOCKER_HOST": "unix:///x"}, None)


@pytest.fixture
def builders(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes a builder the best one."""
    return lambda found: monkeypatch.setattr("grader.engine.docker_engine.choose_builder", lambda _: found)


def test_docker(builders: Callable[[str], None]) -> None:
    """Version, store, platform, builder; the machine's size."""
    builders("buildx")
    engine: Engine = DockerEngine(_connection(DOCKER, Driver="overlay2"))
    about = engine.about
    assert (about.name, about.version, about.store) == ("docker", "26.1.5", "overlay2")
    assert (about.platform, about.builder, about.builder_lacks) == ("linux/amd64", "buildx", "")
    assert (about.cpus, about.memory, about.remote_host) == (4, 8_000_000_000, None)
    assert engine.is_alive()


def test_docker_with_the_classic_builder(builders: Callable[[str], None]) -> None:
    """The mend is told."""
    builders("classic")
    about = DockerEngine(_connection(DOCKER)).about
    assert (about.builder, about.builder_lacks) == (
        "classic",
        "no BuildKit client: install docker-buildx",
    )


@pytest.mark.parametrize(("buildah", "lacks"), [("1.28.2", "no heredocs"), ("1.39.3", "")])
def test_podman(buildah: str, lacks: str) -> None:
    """It builds with buildah, whose old versions know no heredocs."""
    engine: Engine = PodmanEngine(_connection(PODMAN, Driver="overlay", BuildahVersion=buildah))
    about = engine.about
    assert (about.name, about.version, about.store) == ("podman", "5.4.2", "overlay")
    assert (about.builder, about.builder_version) == ("classic", buildah)
    assert about.builder_lacks.startswith(lacks)
    assert bool(about.builder_lacks) is bool(lacks)
    assert not about.builds_every_stage


def test_which_engine() -> None:
    """Podman's component says it."""
    assert is_podman(PODMAN)
    assert not is_podman(DOCKER)
    assert not is_podman({})


@pytest.mark.parametrize(
    ("engine", "is_measured"),
    [
        (DockerEngine(_connection(DOCKER, Driver="overlay2")), False),
        (DockerEngine(_connection(DOCKER, Driver="vfs")), False),
        (DockerEngine(_connection(DOCKER, Driver="btrfs")), True),
        (DockerEngine(_connection(DOCKER, **CONTAINERD)), True),
        (PodmanEngine(_connection(PODMAN, Driver="overlay")), True),
    ],
)
def test_whose_sizes_are_file_bytes(
    monkeypatch: pytest.MonkeyPatch, engine: Engine, *, is_measured: bool
) -> None:
    """Only where the history counts them; on any other store the layers are measured."""
    measured = (HistoryEntry("measured", 1),)
    monkeypatch.setattr(compatible, "measured", lambda *_args: measured)
    told = (HistoryEntry("base", 0), HistoryEntry("RUN make", 7))
    assert engine.layer_sizes(IMAGE) == (measured if is_measured else told)
    assert engine.listed_size(replace(IMAGE, tags=("a:1",))) == (99 if is_measured else IMAGE.size)


def test_podman_tells_which_entries_made_a_layer() -> None:
    """A layer without files counts, and a folder that WORKDIR makes has none."""
    told = PodmanEngine(_connection(PODMAN)).history(IMAGE.image_id)
    assert [(entry.created_by, entry.is_layer) for entry in told] == [("base", True), ("RUN make", False)]


@pytest.mark.parametrize(
    ("docker", "plugin", "said", "builder"),
    [
        (False, True, "", "classic"),
        (True, True, "", "buildx"),
        (True, False, "github.com/docker/buildx v0.13", "buildx"),
        (True, False, "20.10.24", "buildkit"),
        (True, False, "23.0.1", "classic"),
        (True, False, "", "classic"),
    ],
)
def test_choice_of_a_builder(
    monkeypatch: pytest.MonkeyPatch, said: str, builder: str, *, docker: bool, plugin: bool
) -> None:
    """The plugin, else what the docker command brings, else the classic builder."""
    monkeypatch.setattr("shutil.which", lambda _name: "/usr/bin/docker" if docker else None)
    monkeypatch.setattr(buildkit, "_plugin", lambda: Path("/x") if plugin else None)
    monkeypatch.setattr(buildkit, "_docker", lambda *_words: said)
    assert buildkit.choose_builder(_connection(DOCKER)) == builder


def test_buildkit_s_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each option is one word, and the folder comes behind the end of all options."""
    monkeypatch.setattr(buildkit, "_plugin", lambda: None)
    order = BuildOrder(
        context=Path("-context"),
        text=b"",
        dockerfile=read_dockerfile(b"FROM a AS dev\n"),
        tag="t:1",
        options=BuildOptions("dev", (("V", "a b"),), "linux/arm64"),
    )
    command = buildkit.BuildKit(plugin=True).command(order, Path("/tmp/x"), {"grader.run": "1"})
    assert command[:3] == ["docker", "buildx", "build"]
    assert {"--tag=t:1", "--file=/tmp/x/Dockerfile", "--label=grader.run=1"} < set(command)
    assert {"--target=dev", "--platform=linux/arm64", "--build-arg=V=a b"} < set(command)
    assert command[-2:] == ["--", "-context"]
    assert buildkit.BuildKit(plugin=False).command(order, Path(), {})[:2] == ["docker", "build"]
