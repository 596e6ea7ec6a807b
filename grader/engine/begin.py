"""Beginning a build before any engine is asked: no engine's library is loaded for it."""

from grader.engine.builder import StartedBuild
from grader.engine.buildkit import BuildKit, has_plugin
from grader.engine.endpoints import is_podmans, likely_endpoint
from grader.engine.model import BuildOrder
from grader.engine.ownership import Run


def begin(order: BuildOrder, run: Run) -> StartedBuild | None:
    """The build as the engine that is asked first would do it; None where nothing tells which one that is.

    Raises OSError where it cannot be started.
    """
    endpoint = likely_endpoint()
    if endpoint is None or not has_plugin() or is_podmans(endpoint):
        return None
    return StartedBuild(BuildKit(plugin=True), order, run.labels, endpoint)
