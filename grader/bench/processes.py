"""The list of a container's processes, fit to be kept."""

from grader.engine import Container
from grader.evidence import Process, ProcessesFact
from grader.text import one_line
from grader.values import replace

MAX_PROCESSES = 1_000


def listed(container: Container) -> ProcessesFact:
    """All of them; of too many, those of root's come first. Raises EngineFailureError."""
    found = container.processes()
    if len(found) > MAX_PROCESSES:
        found = tuple(sorted(found, key=lambda process: process.user != 0))[:MAX_PROCESSES]
    return ProcessesFact(tuple(_shown(process) for process in found))


def _shown(process: Process) -> Process:
    command, program = one_line(process.command, 200), one_line(process.program, 200)
    return replace(process, command=command, program=program)
