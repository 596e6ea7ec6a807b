"""What all workers have in common: how many fit on a machine, and when a result does not count."""

import os
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread

from grader.challenge import Limits
from grader.engine import Engine
from grader.errors import EngineFailureError
from grader.submission import Graded
from grader.units import show_duration

OVERHEAD_BYTES = 400_000_000
"""Memory that a build beside the container is given room for."""
MOST = 32
GRACE_SECONDS = 60.0
"""How long a submission may take to end after its limit."""


def worker_count(engine: Engine, limits: Limits) -> int:
    """One per CPU, and no more than fit into the memory of the engine's machine."""
    cpus = engine.about.cpus or os.cpu_count() or 1
    memory = engine.about.memory
    fitting = memory // (limits.memory + OVERHEAD_BYTES) if memory else cpus
    return max(1, min(cpus, fitting, MOST))


def in_time(work: Callable[[], Graded], seconds: float) -> Graded:
    """What `work` comes to, whose own limit is shorter. EngineFailureError where even that did not end it."""
    done: Future[Graded] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # whatever it is, it is told to who waits
            done.set_exception(error)

    Thread(target=run, name="submission", daemon=True).start()
    try:
        return done.result(seconds)
    except TimeoutError:
        if done.done():
            raise
        raise EngineFailureError(f"grading did not end within {show_duration(seconds)}") from None


def check_engine(graded: Graded, engine: Engine) -> None:
    """What a container does not answer while its engine dies is not the learner's failure.

    EngineFailureError where that may be so.
    """
    if graded.report.outcome != "passed" and not engine.is_alive():
        raise EngineFailureError("the engine stopped answering")
