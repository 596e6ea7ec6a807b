"""Whose fault a failed build is, on a real engine: a step's words decide nothing, the machine is asked."""

from collections.abc import Callable, Iterator
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

pytestmark = pytest.mark.engine

Build = Callable[[str], None]
CLOSED = "http://127.0.0.1:9/simple"


@pytest.fixture
def build(engine: CompatibleEngine, tmp_path: Path) -> Iterator[Build]:
    """Builds a Dockerfile within 60 s."""
    run = Run()

    def build(text: str) -> None:
        (tmp_path / "Dockerfile").write_text(text)
        bases = BaseImages(engine, 60.0, lambda _text: None, ANY)
        Builds(engine, Source(tmp_path), run, 60.0, lambda _text: None, bases=bases).image(DEFAULT)

    yield build
    engine.remove_run(run)


@pytest.fixture
def base_without_index(engine: CompatibleEngine, tmp_path: Path) -> Iterator[str]:
    """The name of a base image whose own configuration leads to an index that nobody serves."""
    text = f"FROM python:3.11-slim\nRUN printf '[global]\\nindex-url = {CLOSED}\\n' > /etc/pip.conf\n"
    (tmp_path / "Dockerfile").write_text(text)
    run, name = Run(), "grader-test-no-index:1"
    image = Builds(engine, Source(tmp_path), run, 60.0, lambda _text: None).image(DEFAULT)
    engine.connection.api.tag(image.image_id, "grader-test-no-index", "1")
    yield name
    engine.remove_name(name)
    engine.remove_run(run)


def test_an_index_that_cannot_be_reached(build: Build, base_without_index: str) -> None:
    """The index of the base image's own configuration is the machine's, and never a learner's failure."""
    with pytest.raises(EngineFailureError, match=r"index of pip cannot be reached.*Connection refused"):
        build(f"FROM {base_without_index}\nRUN pip install --retries 1 six\n")


@pytest.mark.parametrize(
    "step",
    [
        f"ENV PIP_INDEX_URL={CLOSED}\nRUN pip download --retries 1 six",
        "RUN echo 'pip: Temporary failure in name resolution'; echo 'no space left on device'; false",
    ],
)
def test_trouble_that_is_the_learner_s(build: Build, step: str) -> None:
    """An index of the learner's own, and words, are the learner's: the machine was asked and is well."""
    with pytest.raises(BlockedError, match="a command ended with exit code: 1"):
        build(f"FROM python:3.11-slim\n{step}\n")
