"""Building an image with an engine's builder."""

from collections.abc import Callable
from dataclasses import replace

from grader.engine.build_log import lost_track
from grader.engine.builder import Builder, StartedBuild
from grader.engine.child import ChildResult
from grader.engine.client import Connection
from grader.engine.images import find_image
from grader.engine.model import BuildFailure, BuildOrder, Image
from grader.engine.ownership import Run
from grader.errors import EngineFailureError


def build_image(
    connection: Connection, builder: Builder, order: BuildOrder, run: Run, on_line: Callable[[str], None]
) -> Image | BuildFailure:
    """The image that `order` builds, or how the build failed; a build of it that has begun goes on.

    Where BuildKit itself gave up, which happens side by side, it is asked a second time.

    EngineFailureError where the engine went away meanwhile, or the builder itself broke down.
    """
    result, tag = _built(connection, builder, order, run, on_line)
    if lost_track(result):
        result, tag = _built(connection, builder, order, run, on_line)
    if result.exit_code != 0:
        if not connection.is_alive():
            raise EngineFailureError("the engine went away while building")
        return builder.failure(result, replace(order, tag=tag))
    image = find_image(connection, tag)
    if image is None:
        raise EngineFailureError("the engine lost the image that it had just built")
    return image


def _built(
    connection: Connection, builder: Builder, order: BuildOrder, run: Run, on_line: Callable[[str], None]
) -> tuple[ChildResult, str]:
    """What the builder said in the end, and the name of what it built."""
    with _started(connection, builder, order, run) as started:
        result = started.child.result(
            order.limit, lambda line: on_line(builder.said(line, order)), run.stopped
        )
        return replace(result, output=builder.said(result.output, order)), started.order.tag


def _started(connection: Connection, builder: Builder, order: BuildOrder, run: Run) -> StartedBuild:
    begun = run.begun
    if begun is not None and begun.is_of(builder, order, connection.environment):
        run.begun = None
        return begun
    return StartedBuild(builder, order, run.labels if order.labelled else {}, connection.environment)
