"""Starters and solutions for tests: folders, with facts instead of an engine."""

from pathlib import Path
from typing import Any

from grader.authoring.drafting.pair import Pair, Side
from grader.criterion.samples import built_image, image_size, software
from grader.dockerfile import read_dockerfile
from grader.evidence import BuiltImage, DockerfileText, Filesystem, ImageSize, KeptAnswers

STARTER = "FROM python:3.11\nWORKDIR /app\nADD . .\nRUN pip install -r requirements.txt\nCMD python app.py\n"
SOLUTION = """\
# Two stages
FROM python:3.11 AS builder
COPY requirements.txt .
RUN pip install --prefix=/install -r requirements.txt

FROM python:3.11-slim AS runtime
WORKDIR /app
COPY --from=builder /install /usr/local
COPY app.py .
USER app
EXPOSE 5000
CMD ["python", "app.py"]
"""


def side(folder: Path, text: str, answers: dict[Any, Any] | None = None, **files: str) -> Side:
    """A folder with a Dockerfile and other files (`app_py` is app.py), and what is known of it."""
    folder.mkdir(exist_ok=True)
    (folder / "Dockerfile").write_text(text)
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_text(content)
    read: dict[Any, Any] = {DockerfileText(): read_dockerfile(text.encode())}
    return Side(folder, KeptAnswers({**read, **(answers or {})}))


def pair(folder: Path, solution: str = SOLUTION, starter: str = STARTER) -> Pair:
    """The two as they are built: the starter is three times as large."""
    config: dict[str, Any] = {"ports": ("5000/tcp",), "working_dir": "/app", "user": "app"}
    own = {BuiltImage(): built_image(**config), ImageSize(): image_size(10_000_000), Filesystem(): software()}
    theirs = {BuiltImage(): built_image(), ImageSize(): image_size(310_000_000), Filesystem(): software()}
    return Pair(side(folder / "a", starter, theirs), side(folder / "b", solution, own), port=5000)
