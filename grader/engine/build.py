"""Building an image with one of the builders: what all of them share."""

import os
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

from grader.engine.child import ChildResult, run_child
from grader.engine.client import Connection
from grader.engine.images import find_image
from grader.engine.model import BuildFailure, BuildOrder, Image
from grader.engine.ownership import Run, temporary_prefix
from grader.errors import EngineFailureError

_REPLACED = {"DOCKER_HOST", "DOCKER_CONTEXT", "BUILDX_BUILDER", "DOCKER_DEFAULT_PLATFORM"}


class Builder(ABC):
    """A program that builds images: its command line, and what its log says of a failure."""

    @abstractmethod
    def command(self, order: BuildOrder, folder: Path, labels: dict[str, str]) -> list[str]:
        """The command; `folder` holds the texts as Dockerfile and Dockerfile.dockerignore.

        EngineFailureError where the builder does not know what the Dockerfile uses.
        """

    @abstractmethod
    def failure(self, result: ChildResult, order: BuildOrder) -> BuildFailure:
        """How the build failed. EngineFailureError where the builder itself broke down."""


def build_image(
    connection: Connection, builder: Builder, order: BuildOrder, run: Run, on_line: Callable[[str], None]
) -> Image | BuildFailure:
    """The image that `order` builds, or how the build failed.

    EngineFailureError where the engine went away meanwhile, or the builder itself broke down.
    """
    result = _run(connection, builder, order, run, on_line)
    if result.exit_code != 0:
        if not connection.is_alive():
            raise EngineFailureError("the engine went away while building")
        return builder.failure(result, order)
    image = find_image(connection, order.tag)
    if image is None:
        raise EngineFailureError("the engine lost the image that it had just built")
    return image


def _run(
    connection: Connection, builder: Builder, order: BuildOrder, run: Run, on_line: Callable[[str], None]
) -> ChildResult:
    with tempfile.TemporaryDirectory(prefix=temporary_prefix()) as name:
        folder = Path(name)
        (folder / "Dockerfile").write_bytes(order.text)
        (folder / "Dockerfile.dockerignore").write_bytes(order.ignore)
        return run_child(
            builder.command(order, folder, run.labels if order.labelled else {}),
            environment=child_environment(connection),
            limit=order.limit,
            on_line=on_line,
            stopped=run.stopped,
        )


def child_environment(connection: Connection) -> dict[str, str]:
    """The environment in which the docker command reaches the same engine."""
    inherited = {name: value for name, value in os.environ.items() if name not in _REPLACED}
    own = {"DOCKER_BUILDKIT": "1", "BUILDX_NO_DEFAULT_ATTESTATIONS": "1", "NO_COLOR": "1"}
    builder = {"BUILDX_BUILDER": connection.environment.get("DOCKER_CONTEXT", "default")}
    return {**inherited, **own, **builder, **connection.environment}
