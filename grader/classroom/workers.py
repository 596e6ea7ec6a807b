"""How many submissions are graded side by side on this machine."""

import os

from grader.challenge import Limits
from grader.engine import Engine

OVERHEAD_BYTES = 400_000_000
"""Memory that a build beside the container is given room for."""
MOST = 32


def worker_count(engine: Engine, limits: Limits) -> int:
    """One per CPU, and no more than fit into the memory of the engine's machine."""
    cpus = engine.about.cpus or os.cpu_count() or 1
    memory = engine.about.memory
    fitting = memory // (limits.memory + OVERHEAD_BYTES) if memory else cpus
    return max(1, min(cpus, fitting, MOST))
