"""From a submission's files to what they say."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from grader.bench.source import Source
from grader.likeness.files import MAX_BYTES, learners_files, lines_of
from grader.likeness.instructions import normal_lines
from grader.likeness.model import Said, Statement
from grader.likeness.names import Renamed, chosen_folders, without_numbers
from grader.likeness.stages import read_stages
from grader.values import Value

FORM = 2
"""The version of the normal form: another one reads kept submissions again."""
MAX_DOCKERFILE = 60_000
"""Characters of a Dockerfile that are read."""
MAX_STATEMENTS = 300
"""Statements of one submission that are compared."""
MAX_CHARACTERS = 500
"""Of one statement; longer ones that begin alike count as the same one."""


class Starter(Value):
    """What the starter says, and its Dockerfile's text."""

    text: str = ""
    statements: frozenset[Statement] = frozenset()
    files: frozenset[str] = frozenset()


class Reader(Value):
    """Reads submissions to one exercise: which files are the learner's, and what the starter says."""

    learner: tuple[str, ...]
    starter: Starter = Starter()

    @classmethod
    def of(cls, learner: tuple[str, ...], starter: Path) -> "Reader":
        """A reader that takes off what this starter says."""
        if not starter.is_dir():
            return cls(learner)
        files = frozenset(learners_files(starter, learner))
        plain = cls(learner, Starter(files=files))
        statements = frozenset(statement for _, part in plain.read_all(starter) for statement in part)
        return cls(learner, Starter(Source(starter).text, statements, files))

    def read(self, folder: Path) -> Said:
        """What a submission says."""
        digest, new = hashlib.sha256(), dict[Statement, None]()
        for text, statements in self.read_all(folder):
            digest.update(json.dumps(text).encode())
            new |= dict.fromkeys(one for one in statements if one not in self.starter.statements)
        return Said(digest.hexdigest(), tuple(new)[:MAX_STATEMENTS])

    def read_all(self, folder: Path) -> Iterator[tuple[str, list[Statement]]]:
        """Each line of its normal form with the statements that it makes."""
        source = Source(folder)
        yield from self._dockerfile(source)
        left = MAX_BYTES
        for path in learners_files(source.folder, self.learner):
            if path == source.name:
                continue
            lines, left = lines_of(source.folder, path, left)
            where = self._where(path)
            yield f"file {where}", []
            yield from ((line, [_statement(where, line)]) for line in lines)

    def _dockerfile(self, source: Source) -> Iterator[tuple[str, list[Statement]]]:
        read = read_stages(source.text[:MAX_DOCKERFILE].encode())
        renamed = Renamed(chosen_folders(read.instructions, self.starter.text))
        for line in normal_lines(read.stages, read.names):
            text = renamed.apply(line.text)
            parts = (without_numbers(renamed.apply(part)) for part in line.parts)
            yield text, [_statement("Dockerfile", part) for part in parts]

    def _where(self, path: str) -> str:
        if path.endswith(".dockerignore"):
            return ".dockerignore"
        return path if path in self.starter.files else "own file"


def _statement(where: str, text: str) -> Statement:
    return Statement(where, text if len(text) <= MAX_CHARACTERS else f"{text[:MAX_CHARACTERS]}…")
