"""What builds images: a program with a command line."""

import os
import shutil
import sys
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Self

from grader.engine.child import Child, ChildResult
from grader.engine.model import BuildFailure, BuildOrder
from grader.engine.ownership import temporary_prefix
from grader.values import replace

_REPLACED = {
    "DOCKER_HOST",
    "DOCKER_CONTEXT",
    "BUILDX_BUILDER",
    "BUILDX_NO_DEFAULT_LOAD",
    "DOCKER_DEFAULT_PLATFORM",
}
_QUICK = {"BUILDX_GIT_INFO": "false", "GOGC": "1000", "GOMEMLIMIT": "256MiB", "GOMAXPROCS": "1"}
"""What costs buildx half of its time, while the engine builds: asking git, collecting garbage before there is
much of it, and looking for work on several processors (pkg.go.dev/runtime; GOMEMLIMIT from Go 1.19 on).
"""


class Builder(ABC):
    """A program that builds images: its command line, and what its log says of a failure.

    `takes_group` tells whether it runs the steps in the control group of the order.
    """

    takes_group: ClassVar[bool] = False

    @abstractmethod
    def command(self, order: BuildOrder, folder: Path, labels: dict[str, str]) -> list[str]:
        """The command; `folder` holds the texts as Dockerfile and Dockerfile.dockerignore.

        EngineFailureError where the builder does not know what the Dockerfile uses.
        """

    def text(self, order: BuildOrder) -> bytes:
        """The Dockerfile that is handed to it."""
        return order.text

    @abstractmethod
    def said(self, text: str, order: BuildOrder) -> str:
        """What it says of that Dockerfile, as of the learner's."""

    @abstractmethod
    def failure(self, result: ChildResult, order: BuildOrder) -> BuildFailure:
        """How the build failed. EngineFailureError where the builder itself broke down."""


class StartedBuild:
    """A builder at work on an order; its processes and its files go with the end of its block.

    Files are also what buildx notes down of each build, which else stays in the user's home.

    `endpoint` are the variables that lead the docker command to the engine. Where the thread that makes it
    ends, also by SIGKILL, the builder does (prctl(2), PR_SET_PDEATHSIG), and with its client the engine's
    build: a thread that makes one must wait for it.
    """

    def __init__(
        self, builder: Builder, order: BuildOrder, labels: dict[str, str], endpoint: Mapping[str, str]
    ) -> None:
        self.order = order
        self._labels, self._endpoint = labels, dict(endpoint)
        self._files = tempfile.TemporaryDirectory(prefix=temporary_prefix())
        try:
            folder = Path(self._files.name)
            (folder / "Dockerfile").write_bytes(builder.text(order))
            (folder / "Dockerfile.dockerignore").write_bytes(order.ignore)
            self._command = builder.command(order, folder, labels)
            environment = {**child_environment(endpoint), "BUILDX_CONFIG": str(folder / "buildx")}
            self.child = Child([*dying_with_us(), *self._command], environment)
        except BaseException:
            self._files.cleanup()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.end()

    def end(self) -> int | None:
        """End it where it still runs; returns the builder's exit code."""
        try:
            return self.child.end()
        finally:
            self._files.cleanup()

    def is_of(self, builder: Builder, order: BuildOrder, endpoint: Mapping[str, str]) -> bool:
        """Whether it does what this builder would do for this order, but for the name of the image."""
        same = replace(order, tag=self.order.tag)
        texts = (order.text, order.ignore) == (self.order.text, self.order.ignore)
        command = builder.command(same, Path(self._files.name), self._labels if order.labelled else {})
        return texts and command == self._command and dict(endpoint) == self._endpoint


def dying_with_us() -> list[str]:
    """util-linux's way to ask for a signal when the parent ends; nothing where there is none."""
    program = shutil.which("setpriv") if sys.platform == "linux" else None
    return [program, "--pdeathsig", "KILL", "--"] if program else []


def child_environment(endpoint: Mapping[str, str]) -> dict[str, str]:
    """The environment in which the docker command reaches the engine at `endpoint`."""
    inherited = {name: value for name, value in os.environ.items() if name not in _REPLACED}
    own = {"DOCKER_BUILDKIT": "1", "BUILDX_NO_DEFAULT_ATTESTATIONS": "1", "NO_COLOR": "1"}
    own |= {**_QUICK, "BUILDX_BUILDER": endpoint.get("DOCKER_CONTEXT", "default")}
    return {**inherited, **own, **endpoint}
