"""What is true of the starter and of the solution: the facts that proposals are made from."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from grader.authoring.drafting.differences import changes_to
from grader.authoring.drafting.script import Script
from grader.challenge.wrong import Change
from grader.dockerfile import Dockerfile
from grader.evidence import (
    Blocked,
    Broken,
    BuiltImage,
    DockerfileText,
    HttpAnswer,
    ImageConfig,
    ImageFact,
    Question,
    Skipped,
)
from grader.grading import AnswerSource
from grader.values import Value

MAX_FILES = 2_000
MAX_TEXT = 200_000
"""Characters of a file that is read as text."""
Fact = TypeVar("Fact")
Wrong = tuple[Change, ...]
"""What makes a wrong variant of the solution."""


class Side:
    """The starter or the solution: its folder, and answers about it."""

    def __init__(self, folder: Path, answers: AnswerSource) -> None:
        self.folder, self._answers = folder, answers

    def ask(self, question: Question[Fact]) -> Fact | None:
        """The fact; None where there is none."""
        answer = self._answers.ask(question)
        return None if isinstance(answer, Blocked | Broken | Skipped) else answer

    @cached_property
    def dockerfile(self) -> Dockerfile:
        """What the Dockerfile says. LookupError where it cannot be read."""
        if (found := self.ask(DockerfileText())) is None:
            raise LookupError("there is no Dockerfile that can be read")
        return found

    @property
    def image(self) -> ImageFact | None:
        """The image that it builds."""
        return self.ask(BuiltImage())

    @property
    def config(self) -> ImageConfig:
        """The image's configuration; an empty one where it does not build."""
        image = self.image
        return image.config if image else ImageConfig()

    @cached_property
    def script(self) -> Script:
        """The Dockerfile, to be rewritten."""
        return Script(self.text("Dockerfile"), self.dockerfile)

    def text(self, name: str) -> str:
        """A file's text; empty where it is none, or too large."""
        try:
            with (self.folder / name).open(encoding="utf-8", newline="") as stream:
                text = stream.read(MAX_TEXT + 1)
        except (OSError, ValueError):
            return ""
        return text if len(text) <= MAX_TEXT else ""

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The files below the folder, sorted; MAX_FILES at most."""
        return tuple(sorted(_below(self.folder)))

    def rewritten(self, text: str, name: str = "Dockerfile") -> Wrong:
        """The changes that make this text of a file."""
        return changes_to(self.text(name), text, name)

    def append(self, lines: str) -> Wrong:
        """The change that adds lines to the Dockerfile."""
        return self.rewritten(self.script.appended(lines))

    def as_root(self, command: str) -> Wrong:
        """The change that adds a RUN as root at the end."""
        return self.rewritten(self.script.as_root(command))


class Page(Value):
    """A path and port that the application answers, and the file that names the path."""

    path: str
    port: int
    file: str
    answer: HttpAnswer


class Pair(Value):
    """Starter and solution; `port` is the application's, `given` are the files that both have alike."""

    starter: Side
    solution: Side
    given: frozenset[str] = frozenset()
    port: int | None = None
    pages: Sequence[Page] = ()


def _below(folder: Path) -> Iterator[str]:
    found = 0
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            found += 1
            if found > MAX_FILES:
                return
            yield path.relative_to(folder).as_posix()
