"""Folders that are handed in, and what the bench makes of them on an engine that is made up."""

from pathlib import Path

from grader.bench.base_images import BaseImages
from grader.bench.builds import Builds, Progress
from grader.bench.source import Source
from grader.dockerfile.allowed import Allowed
from grader.engine.ownership import Run
from tests.fake_engine import FakeEngine

ANY = Allowed(images=("*",))
"""Every image of Docker Hub, such as the `base:1` of the made-up engine."""
DOCKERFILE = "FROM base:1\nCOPY app.py .\n"


def handed_in(folder: Path, dockerfile: str = DOCKERFILE, **files: str) -> Path:
    """The folder with its files; the names have `_` for `.`."""
    folder.mkdir(exist_ok=True)
    (folder / "Dockerfile").write_text(dockerfile)
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text)
    return folder


def builds(
    folder: Path,
    engine: FakeEngine,
    dockerfile: str = DOCKERFILE,
    progress: Progress = lambda _text: None,
) -> Builds:
    """The builds of such a folder, within 60 s each."""
    source = Source(handed_in(folder, dockerfile, app_py="print()\n"))
    return Builds(engine, source, Run(), 60.0, progress, bases=BaseImages(engine, 60.0, progress, ANY))
