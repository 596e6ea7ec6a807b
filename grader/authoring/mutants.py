"""Mutants: the solution with one change each that a machine made."""

import shutil
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from pathlib import Path

from grader.authoring.edited import DockerfileText
from grader.authoring.edits import KINDS, bases
from grader.bench.source import Source
from grader.challenge import Challenge
from grader.values import Value

IGNORE = ".dockerignore"


class Mutant(Value):
    """One change of the solution: its kind, what it is in words, and where; `text` None deletes the file."""

    kind: str
    what: str
    file: str
    line: int
    text: str | None

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def make(self, solution: Path, folder: Path) -> Path:
        """The changed solution, below `folder`."""
        copy = folder / solution.name
        shutil.copytree(solution, copy, symlinks=True)
        if self.text is None:
            (copy / self.file).unlink()
        else:
            (copy / self.file).write_text(self.text, encoding="utf-8")
        return copy


def mutants(challenge: Challenge, images: Sequence[str]) -> list[Mutant]:
    """All mutants of a challenge's solution; `images` are the bases that may be swapped for each other.

    Changes that say nothing else, and those that BuildKit refuses, are none: kinds come in turn, so that the
    first ones are of all sorts. DockerfileError where the solution's own Dockerfile is refused.
    """
    source = Source(challenge.solution)
    file = DockerfileText(source.text)
    made = {"base": bases(file, images)} | {name: kind(file) for name, kind in KINDS.items()}
    groups = [
        [
            Mutant(name, edited.what, source.name, edited.line, edited.text)
            for edited in edits
            if file.is_another(edited.text)
        ]
        for name, edits in made.items()
    ]
    found = _in_turn([*groups, list(_of_ignore_file(challenge.solution))])
    return list({(mutant.file, mutant.text): mutant for mutant in reversed(found)}.values())[::-1]


def course_images(challenges: Sequence[Challenge]) -> list[str]:
    """The external images that solutions and starters of these challenges name."""
    folders = chain.from_iterable((one.solution, one.original) for one in challenges)
    return list(dict.fromkeys(image for folder in folders for image in Source(folder).images))


def _of_ignore_file(solution: Path) -> Iterator[Mutant]:
    """The ignore file without one of its lines, and none at all."""
    file = solution / IGNORE
    if not file.is_file():
        return
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    yield Mutant("ignore file", f"no {IGNORE}", IGNORE, 0, None)
    for at, line in enumerate(lines):
        if line.strip() and not line.startswith("#"):
            rest = "".join([*lines[:at], *lines[at + 1 :]])
            yield Mutant("ignore file", f"without {line.strip()}", IGNORE, at + 1, rest)


def _in_turn(groups: Sequence[list[Mutant]]) -> list[Mutant]:
    return [mutant for turn in zip_longest(*groups) for mutant in turn if mutant is not None]
