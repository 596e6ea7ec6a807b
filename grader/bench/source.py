"""The submission's own files: hostile data, read with caps, never followed outside the folder."""

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from grader.bench.blocked import BlockedError
from grader.bench.directives import ForeignFrontendError, without_directives
from grader.bench.reading import UnusableFileError, read_file
from grader.bench.refusals import unreadable
from grader.dockerfile import MAX_DOCKERFILE_BYTES, Dockerfile, DockerfileError, read_dockerfile
from grader.evidence import Blocked, BuildOptions

MAX_SCRIPT_BYTES = 100_000
DOCKERFILE_NAMES = ("Dockerfile", "dockerfile")
"""docker build looks for both, in this order."""


class Source:
    """The files of one submission; `refused` tells why none of them can be used.

    `learner` is the learner's own folder where the submission is a copy of it.
    """

    def __init__(self, submission: Path, refused: Blocked | None = None, learner: Path | None = None) -> None:
        self.folder, self.refused = submission.resolve(), refused
        self.learner = (learner or submission).resolve()

    @property
    def accepted(self) -> tuple[bytes, Dockerfile]:
        """The Dockerfile's bytes, and as BuildKit reads it. Raises BlockedError where it does not."""
        if isinstance(self._outcome, Blocked):
            raise BlockedError(self._outcome)
        return self._outcome

    @property
    def dockerfile(self) -> Dockerfile:
        """The Dockerfile as BuildKit reads it. Raises BlockedError."""
        return self.accepted[1]

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
        text, _ = self.accepted
        try:
            return without_directives(text)
        except ForeignFrontendError as error:
            why = f"{self.name}:{error.line}: {error}"
            raise BlockedError(Blocked("dockerfile", why, self.name, error.line)) from None

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
        """The bytes of a regular file below the folder. Raises UnusableFileError."""
        return read_file(self.folder, path, limit)

    @cached_property
    def _content(self) -> bytes:
        try:
            content = self.read(self.name, MAX_DOCKERFILE_BYTES)
        except UnusableFileError as error:
            raise BlockedError(Blocked("dockerfile", str(error), self.name)) from None
        if not content.strip():
            raise BlockedError(Blocked("dockerfile", f"{self.name} is empty", self.name, 1))
        return content

    @cached_property
    def _outcome(self) -> tuple[bytes, Dockerfile] | Blocked:
        """Read and parsed once, also where that fails."""
        if self.refused is not None:
            return self.refused
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
            text_of_it = text.decode("utf-8", "replace")
            raise BlockedError(unreadable(error.why, error.file, error.line or None, text_of_it)) from None
