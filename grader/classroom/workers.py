"""What all workers have in common: how many fit on a machine, and when a result does not count."""

import os

from grader.challenge import Limits
from grader.engine import Engine
from grader.errors import EngineFailureError
from grader.submission import Graded

OVERHEAD_BYTES = 400_000_000
"""Memory that a build beside the container is given room for."""
MOST = 32


def worker_count(engine: Engine, limits: Limits) -> int:
    """One per CPU, and no more than fit into the memory of the engine's machine."""
    cpus = engine.about.cpus or os.cpu_count() or 1
    memory = engine.about.memory
    fitting = memory // (limits.memory + OVERHEAD_BYTES) if memory else cpus
    return max(1, min(cpus, fitting, MOST))


def check_engine(graded: Graded, engine: Engine) -> None:
    """What a container does not answer while its engine dies is not the learner's failure.

    EngineFailureError where that may be so.
    """
    if graded.report.outcome != "passed" and not engine.is_alive():
        raise EngineFailureError("the engine stopped answering")
