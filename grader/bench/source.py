"""The submission's own files: hostile data, read with caps, never followed outside the folder."""

import os
import stat
from functools import cached_property
from pathlib import Path
from typing import Any

from grader.bench.context import TooManyFilesError, context_fact
from grader.bench.directives import ForeignFrontendError, without_directives
from grader.bench.lint import lint
from grader.bench.shell_texts import shell_texts
from grader.dockerfile import MAX_DOCKERFILE_BYTES, Dockerfile, DockerfileError, read_dockerfile
from grader.dockerfile.ignore import IgnoreFile
from grader.evidence import (
    Answer,
    Blocked,
    BuildContext,
    ContextFact,
    DockerfileText,
    Lint,
    Question,
    ShellTexts,
)
from grader.text import one_line
from grader.units import show_size

MAX_SCRIPT_BYTES = 100_000
DOCKERFILE_NAMES = ("Dockerfile", "dockerfile")
"""docker build looks for both, in this order."""


class UnusableFileError(Exception):
    """A file that is missing, no regular file, too large or outside the folder; the text says which."""


class Source:
    """Answers the questions that need no engine."""

    def __init__(self, submission: Path) -> None:
        self.folder = submission.resolve()

    def answer(self, question: Question[Any]) -> Answer[Any]:
        """The fact, or why the submission's files do not give it."""
        if isinstance(question, BuildContext):
            return self._context(question.patterns)
        dockerfile = self.dockerfile
        if isinstance(dockerfile, Blocked) or isinstance(question, DockerfileText):
            return dockerfile
        match question:
            case ShellTexts():
                return shell_texts(dockerfile, self.read_script)
            case Lint(rules):
                return lint(self._bytes, rules) if isinstance(self._bytes, bytes) else self._bytes
        raise TypeError(f"the source does not answer {question!r}")

    def _context(self, patterns: tuple[str, ...]) -> Answer[ContextFact]:
        try:
            ignore = IgnoreFile(self.ignore.decode("utf-8", "replace"))
            return context_fact(self.folder, self.ignore_name, ignore, patterns)
        except (ValueError, TooManyFilesError) as error:
            return Blocked("build context", one_line(str(error), 200), self.ignore_name)

    @cached_property
    def dockerfile(self) -> Dockerfile | Blocked:
        """The Dockerfile as BuildKit reads it."""
        if isinstance(self._bytes, Blocked):
            return self._bytes
        try:
            return read_dockerfile(self._bytes, self.name)
        except DockerfileError as error:
            return Blocked(
                "dockerfile", f"{error.file}:{error.line}: {error.why}", error.file, error.line or None
            )

    @cached_property
    def buildable(self) -> bytes | Blocked:
        """The Dockerfile's text with the lines kept, but without what would change how it is judged."""
        dockerfile, source = self.dockerfile, self._bytes
        if isinstance(source, Blocked):
            return source
        if isinstance(dockerfile, Blocked):
            return dockerfile
        try:
            return without_directives(source)
        except ForeignFrontendError as error:
            return Blocked("dockerfile", f"{self.name}:{error.line}: {error}", self.name, error.line)

    @cached_property
    def ignore(self) -> bytes:
        """The ignore file that docker build would use; empty where there is none."""
        return self.read(self.ignore_name, MAX_DOCKERFILE_BYTES) if self.ignore_name else b""

    @cached_property
    def ignore_name(self) -> str | None:
        """The name of the ignore file that docker build would use; None where there is none."""
        for name in (f"{self.name}.dockerignore", ".dockerignore"):
            try:
                self.read(name, MAX_DOCKERFILE_BYTES)
            except UnusableFileError:
                continue
            return name
        return None

    @property
    def text(self) -> str:
        """The Dockerfile's text as it is; empty where it cannot be read."""
        return self._bytes.decode("utf-8", "replace") if isinstance(self._bytes, bytes) else ""

    @cached_property
    def name(self) -> str:
        """The Dockerfile's name."""
        there = (name for name in DOCKERFILE_NAMES if os.path.lexists(self.folder / name))
        return next(there, DOCKERFILE_NAMES[0])

    def read_script(self, path: str) -> str | None:
        """The text of a file of the build context; None where it is not one."""
        try:
            return self.read(path, MAX_SCRIPT_BYTES).decode("utf-8", "replace")
        except UnusableFileError:
            return None

    @cached_property
    def _bytes(self) -> bytes | Blocked:
        try:
            source = self.read(self.name, MAX_DOCKERFILE_BYTES)
        except UnusableFileError as error:
            return Blocked("dockerfile", str(error), self.name)
        if not source.strip():
            return Blocked("dockerfile", f"{self.name} is empty", self.name, 1)
        return source

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of a regular file below the folder; raises UnusableFileError."""
        shown = one_line(path, 100)
        try:
            file = (self.folder / path.lstrip("/")).resolve()
            if not file.is_relative_to(self.folder):
                raise UnusableFileError(f"{shown} lies outside the submission's folder")
            if not stat.S_ISREG(file.stat().st_mode):
                raise UnusableFileError(f"{shown} is not a file")
            with file.open("rb") as stream:
                content = stream.read(limit + 1)
        except FileNotFoundError:
            raise UnusableFileError(f"there is no {shown} in {self.folder.name}/{self._instead()}") from None
        except (OSError, ValueError, RuntimeError) as error:
            reason = getattr(error, "strerror", None) or "it has no usable name"
            raise UnusableFileError(f"{shown} cannot be read: {reason}") from None
        if len(content) > limit:
            raise UnusableFileError(f"{shown} is larger than {show_size(limit)}")
        return content

    def _instead(self) -> str:
        """Names a file that looks like a misnamed Dockerfile."""
        try:
            near = [
                entry.name for entry in os.scandir(self.folder) if entry.name.lower().startswith("dockerfile")
            ]
        except OSError:
            return ""
        return f" (but {one_line(sorted(near)[0], 60)}: name it Dockerfile)" if near else ""
