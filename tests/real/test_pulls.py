"""Pulls from registries on loopback: what is there, what is not, and registries that do not serve."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.bench.base_images import BaseImages
from grader.bench.blocked import BlockedError
from grader.bench.builds import Builds
from grader.bench.source import Source
from grader.engine.compatible import CompatibleEngine
from grader.engine.ownership import Run
from grader.errors import EngineFailureError
from grader.evidence import DEFAULT
from tests.bench.submissions import ANY
from tests.real.registries import poor_registry, program, registry

__all__ = ["program", "registry"]  # fixtures

pytestmark = pytest.mark.engine

Build = Callable[..., None]
NAME = "grader-test-pulled:1"


@pytest.fixture
def build(engine: CompatibleEngine, tmp_path: Path) -> Build:
    """Builds a Dockerfile on these images."""

    def build(*images: str, limit: float = 30.0) -> None:
        run, bases = Run(), BaseImages(engine, limit, lambda _text: None, ANY)
        stages = "".join(f"COPY --from={image} / /\n" for image in images[1:])
        (tmp_path / "Dockerfile").write_text(f"FROM {images[0]}\nCOPY Dockerfile /\n{stages}")
        try:
            Builds(engine, Source(tmp_path), run, limit, lambda _text: None, bases=bases).image(DEFAULT)
        finally:
            engine.remove_run(run)

    return build


@pytest.fixture
def mirror(engine: CompatibleEngine, registry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A mirror that has an image, which the engine has not."""
    (tmp_path / "Dockerfile").write_text("FROM scratch\nCOPY Dockerfile /\n")
    run = Run()
    made = Builds(engine, Source(tmp_path), run, 30.0, lambda _text: None).image(DEFAULT)
    engine.push(made.image_id, f"{registry}/library/{NAME}")
    engine.remove_run(run)
    monkeypatch.setenv("GRADER_MIRROR", registry)
    return registry


def test_what_a_mirror_has(engine: CompatibleEngine, mirror: str, build: Build) -> None:
    """It is pulled, has its official name and no other, and the build starts from it."""
    try:
        build(NAME)
        found = engine.find_image(NAME)
        assert found is not None
        assert found.tags == (NAME,)
        assert engine.find_image(f"{mirror}/library/{NAME}") is None
    finally:
        engine.remove_name(NAME)


@pytest.mark.usefixtures("mirror")
def test_what_no_registry_has(build: Build) -> None:
    """A registry answered that there is no such image: the learner's to mend."""
    with pytest.raises(BlockedError, match=r"grader-test-pulled:2 cannot be pulled: the mirror.*unknown"):
        build("grader-test-pulled:2")


@pytest.mark.parametrize(
    ("status", "says"), [(429, "toomanyrequests|Too Many"), (401, "credentials|unauthorized"), (500, "500")]
)
def test_registries_that_do_not_serve(
    build: Build, monkeypatch: pytest.MonkeyPatch, status: int, says: str
) -> None:
    """A limit, no rights, an error of its own: the machine's failure, in the registry's words."""
    with poor_registry(status) as address:
        monkeypatch.setenv("GRADER_MIRROR", address)
        with pytest.raises(EngineFailureError, match=says):
            build(NAME)


def test_registries_that_are_silent(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four of them together take no longer than one may, and are the machine's failure."""
    with poor_registry(0) as address:
        monkeypatch.setenv("GRADER_MIRROR", address)
        started = time.monotonic()
        with pytest.raises(EngineFailureError, match="no answer within 2 s"):
            build(*(f"silent-{number}:1" for number in range(4)), limit=2.0)
    assert time.monotonic() - started < 8
