"""What a second build does again, while other builds are at work on a real engine."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from grader.bench.bench import Bench
from grader.challenge import Limits
from grader.engine.compatible import CompatibleEngine
from grader.evidence import Rebuild, RebuildFact

pytestmark = pytest.mark.engine

SHARED = "FROM python:3.11-slim AS shared\nRUN sleep 2 && : pip install {}\nFROM shared\nCOPY app.py /\n"


@contextmanager
def _another_build(folder: Path, dockerfile: str) -> Iterator[None]:
    """A build that has the shared step in hand for as long as the block takes."""
    folder.mkdir()
    (folder / "app.py").write_text("another\n")
    (folder / "Dockerfile").write_text(f"{dockerfile}RUN sleep 60\n")
    with subprocess.Popen(
        ["docker", "build", "--progress=plain", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as build:
        assert build.stderr is not None
        try:
            assert any(b"RUN sleep 60" in line for line in build.stderr)
            yield
        finally:
            build.kill()


def test_a_step_that_another_build_ran(engine: CompatibleEngine, tmp_path: Path) -> None:
    """What another build ran just now, and still needs, is taken over: it is not run again."""
    if engine.about.builder != "buildx":
        pytest.skip("only BuildKit shares the steps of builds side by side")
    dockerfile = SHARED.format(time.time_ns())
    own = tmp_path / "own"
    own.mkdir()
    (own / "app.py").write_text("own\n")
    (own / "Dockerfile").write_text(dockerfile)
    with _another_build(tmp_path / "another", dockerfile), Bench(own, Limits(), engine=engine) as bench:
        fact = bench.ask(Rebuild("app.py"))
        assert isinstance(fact, RebuildFact)
        assert [step.cached for step in fact.steps] == [True]
