"""Building an image with an engine's builder."""

from collections.abc import Callable

from grader.engine.build_groups import hold
from grader.engine.build_limits import NOT_LIMITED, killed_by_limits, prepare, was_in_force
from grader.engine.build_log import lost_track, ran_steps
from grader.engine.builder import Builder, StartedBuild
from grader.engine.child import ChildResult
from grader.engine.client import Connection
from grader.engine.images import find_image
from grader.engine.model import BuildFailure, BuildOrder, Image
from grader.engine.ownership import Run
from grader.errors import EngineFailureError
from grader.values import replace


def build_image(
    connection: Connection, builder: Builder, order: BuildOrder, run: Run, on_line: Callable[[str], None]
) -> Image | BuildFailure:
    """The image that `order` builds, or how the build failed; a build of it that has begun goes on.

    Where BuildKit itself gave up, which happens side by side, it is asked a second time. Where the steps
    were not limited as the run wants it, the run has a remark.

    EngineFailureError where the engine went away meanwhile, or the builder itself broke down.
    """
    grouped = _in_group(connection, builder, order, run)
    result, tag = _built(connection, builder, grouped, run, on_line)
    if lost_track(result):
        result, tag = _built(connection, builder, grouped, run, on_line)
    limited = _was_limited(connection, result, run)
    if result.exit_code != 0:
        if not connection.is_alive():
            raise EngineFailureError("the engine went away while building")
        failure = builder.failure(result, replace(order, tag=tag))
        return killed_by_limits(failure, run.group) if limited else failure
    image = find_image(connection, tag)
    if image is None:
        raise EngineFailureError("the engine lost the image that it had just built")
    return image


def _in_group(connection: Connection, builder: Builder, order: BuildOrder, run: Run) -> BuildOrder:
    """The order with the group that limits its steps."""
    if run.build_limits is None or not builder.takes_group:
        return order
    run.group = run.group or hold(connection.environment)
    if run.group is None:
        return order
    prepare(connection, run.group, order, run.build_limits)
    return replace(order, group=run.group.parent or "")


def _was_limited(connection: Connection, result: ChildResult, run: Run) -> bool:
    if run.build_limits is None or not ran_steps(result.output):
        return False
    limited = was_in_force(connection, run.group)
    if not limited:
        run.remarks[NOT_LIMITED] = None
    return limited


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
