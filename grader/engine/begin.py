"""Beginning a build before any engine is asked: no engine's library is loaded for it."""

from dataclasses import replace

from grader.engine.build_groups import hold
from grader.engine.builder import StartedBuild
from grader.engine.buildkit import BuildKit, has_plugin
from grader.engine.endpoints import likely_endpoint
from grader.engine.model import BuildOrder
from grader.engine.ownership import Run


def begin(order: BuildOrder, run: Run) -> StartedBuild | None:
    """The build as the engine that is asked first would do it; None where nothing tells which one that is.

    Raises OSError where it cannot be started.
    """
    endpoint = likely_endpoint()
    if endpoint is None or not has_plugin():
        return None
    run.group = hold(endpoint)
    if run.group is not None and run.group.parent is None:
        return None  # the engine must make the group first
    grouped = replace(order, group=run.group.parent or "" if run.group else "")
    return StartedBuild(BuildKit(plugin=True), grouped, run.labels, endpoint)
