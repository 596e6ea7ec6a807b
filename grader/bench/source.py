"""The submission's own files: hostile data, read with caps, never followed outside the folder."""

import os
import stat
from collections.abc import Mapping
from functools import cached_property, singledispatchmethod
from pathlib import Path
from types import MappingProxyType
from typing import Any

from grader.bench.blocked import BlockedError
from grader.bench.context import TooManyFilesError, context_fact
from grader.bench.directives import ForeignFrontendError, without_directives
from grader.bench.lint import lint
from grader.bench.shell_texts import shell_texts
from grader.dockerfile import Dockerfile, DockerfileError, read_dockerfile
from grader.dockerfile.ignore import IgnoreFile
from grader.evidence import (
    Answer,
    Blocked,
    Broken,
    BuildContext,
    BuildOptions,
    ContextFact,
    DockerfileText,
    Lint,
    LintFinding,
    Question,
    ShellText,
    ShellTexts,
)
from grader.text import one_line
from grader.units import show_size

MAX_DOCKERFILE_BYTES = 1_000_000
MAX_SCRIPT_BYTES = 100_000
DOCKERFILE_NAMES = ("Dockerfile", "dockerfile")
"""docker build looks for both, in this order."""


class UnusableFileError(Exception):
    """A file that is missing, no regular file, too large or outside the folder; the text says which."""


class Source:
    """Answers the questions that need no engine."""

    def __init__(self, submission: Path) -> None:
        self.folder = submission.resolve()

    @singledispatchmethod
    def answer(self, question: Question[Any]) -> Answer[Any]:
        """The fact. BlockedError where the submission's files do not give it."""
        raise TypeError(f"the source does not answer {question!r}")

    @answer.register
    def _(self, _question: DockerfileText) -> Dockerfile:
        return self.dockerfile

    @answer.register
    def _(self, _question: ShellTexts) -> tuple[ShellText, ...]:
        return shell_texts(self.dockerfile, self.read_script)

    @answer.register
    def _(self, question: Lint) -> tuple[LintFinding, ...] | Broken:
        return lint(self._text_and_dockerfile[0], question.rules)

    @answer.register
    def _(self, question: BuildContext) -> ContextFact:
        try:
            ignore = IgnoreFile(self.ignore.decode("utf-8", "replace"))
            return context_fact(self.folder, self.ignore_name, ignore, question.patterns)
        except (ValueError, TooManyFilesError) as error:
            why = Blocked("build context", one_line(str(error), 200), self.ignore_name)
            raise BlockedError(why) from None

    @property
    def dockerfile(self) -> Dockerfile:
        """The Dockerfile as BuildKit reads it. Raises BlockedError."""
        return self._text_and_dockerfile[1]

    def dockerfile_with(self, options: BuildOptions) -> Dockerfile:
        """The Dockerfile as a build with these options reads it. Raises BlockedError."""
        text = self.buildable
        if not options.arguments and not options.platform:
            return self.dockerfile
        return self._parsed(text, dict(options.arguments), options.platform)

    @cached_property
    def buildable(self) -> bytes:
        """The Dockerfile's text with the lines kept, but without what would change how it is judged.

        Raises BlockedError.
        """
        text, dockerfile = self._text_and_dockerfile
        try:
            return without_directives(text, dockerfile.syntax)
        except ForeignFrontendError as error:
            raise BlockedError(Blocked("dockerfile", f"{self.name}:1: {error}", self.name, 1)) from None

    @property
    def images(self) -> tuple[str, ...]:
        """The images from outside that the Dockerfile names; none where it cannot be read."""
        try:
            return self.dockerfile.external_images
        except BlockedError:
            return ()

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
        try:
            return self._content.decode("utf-8", "replace")
        except BlockedError:
            return ""

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

    @cached_property
    def _content(self) -> bytes:
        try:
            content = self.read(self.name, MAX_DOCKERFILE_BYTES)
        except UnusableFileError as error:
            raise BlockedError(Blocked("dockerfile", str(error), self.name)) from None
        if not content.strip():
            raise BlockedError(Blocked("dockerfile", f"{self.name} is empty", self.name, 1))
        return content

    @property
    def _text_and_dockerfile(self) -> tuple[bytes, Dockerfile]:
        if isinstance(self._outcome, Blocked):
            raise BlockedError(self._outcome)
        return self._outcome

    @cached_property
    def _outcome(self) -> tuple[bytes, Dockerfile] | Blocked:
        """Read and parsed once, also where that fails."""
        try:
            return self._content, self._parsed(self._content)
        except BlockedError as error:
            return error.blocked

    def _parsed(
        self, text: bytes, arguments: Mapping[str, str] = MappingProxyType({}), platform: str | None = None
    ) -> Dockerfile:
        try:
            return read_dockerfile(text, self.name, build_args=arguments, platform=platform)
        except DockerfileError as error:
            why = f"{error.file}:{error.line}: {error.why}"
            raise BlockedError(Blocked("dockerfile", why, error.file, error.line or None)) from None

    def _instead(self) -> str:
        """Names a file that looks like a misnamed Dockerfile."""
        try:
            near = [
                entry.name for entry in os.scandir(self.folder) if entry.name.lower().startswith("dockerfile")
            ]
        except OSError:
            return ""
        return f" (but {one_line(sorted(near)[0], 60)}: name it Dockerfile)" if near else ""
