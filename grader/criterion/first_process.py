"""Who runs between the container's first process and the application, by the list of processes."""

from collections.abc import Sequence

from grader.evidence import Process
from grader.shell import is_shell
from grader.text import one_line

INITS = frozenset({"tini", "tini-static", "docker-init", "catatonit", "dumb-init", "s6-svscan"})
"""Programs that are made to be the first process, and pass signals on."""


def between(processes: Sequence[Process]) -> str | None:
    """What stands between; None where the first process is the application, or nothing is seen.

    The application is what listens: the first process itself, or its direct child of the same program, as
    a server's workers are. An init program in front does not count.
    """
    numbers = {process.number for process in processes}
    first = next((process for process in processes if process.parent not in numbers), None)
    if first is None:
        return None
    first = _application_of(first, processes)
    if is_shell([_program(first)]):
        return f"the first process is a shell, {_shown(first)}{_what_it_runs(first, processes)}"
    listening = [process for process in processes if process.listens]
    if not listening or any(_belongs(process, first) for process in listening):
        return None
    return f"the first process is {_shown(first)}, and another program listens: {_shown(listening[0])}"


def _application_of(first: Process, processes: Sequence[Process]) -> Process:
    """What an init program has started: what listens, or its only child."""
    if _program(first) not in INITS:
        return first
    children = [process for process in processes if process.parent == first.number]
    return next(iter(sorted(children, key=lambda child: not child.listens)), first)


def _belongs(process: Process, first: Process) -> bool:
    same = _program(process) == _program(first)
    return process.number == first.number or (process.parent == first.number and same)


def _what_it_runs(first: Process, processes: Sequence[Process]) -> str:
    children = [process for process in processes if process.parent == first.number]
    return f"; it runs {_shown(children[0])}" if children else ""


def _program(process: Process) -> str:
    path = process.program or process.command.partition(" ")[0]
    return path.rpartition("/")[2]


def _shown(process: Process) -> str:
    return repr(one_line(process.command, 80))
