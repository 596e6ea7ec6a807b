"""Who runs as root in a container, or can become it."""

import re
from collections.abc import Sequence

from grader.criterion.finding import Hindered, Unmeasured, Unmet
from grader.evidence import LayerEntry, OwnLayersFact, Process, ProcessesFact
from grader.text import first, one_line

ROOT = 0
SETUID = 0o4000
_OF_PACKAGES = ("/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/", "/usr/lib/", "/usr/libexec/", "/lib/")
"""Where packages put programs such as su and ping, which ask for a password or do one thing only."""
_RUNS_ANYTHING = re.compile(
    r"(?:python|perl|ruby|node|php|lua|tclsh|bash|sh|dash|ash|zsh|ksh|busybox|env|setpriv|nsenter)[\d.]*"
)


def not_seen(fact: ProcessesFact) -> Unmeasured | None:
    """Why it cannot be told who runs; None where it can."""
    if not fact.processes:
        return Unmeasured("no process of the container was seen")
    if any(process.user is None for process in fact.processes):
        return Unmeasured("this engine maps user numbers, so who runs a process cannot be seen")
    return None


def roots(fact: ProcessesFact) -> list[Process]:
    """The processes that are root's, or have rights of root's."""
    return [process for process in fact.processes if process.user == ROOT or process.privileged]


def shown(processes: Sequence[Process]) -> str:
    """The processes with their users, three at most."""
    lines = []
    for process in processes:
        rights = " with rights of root's (capabilities)" if process.privileged else ""
        root = " (root)" if process.user == ROOT else rights
        lines.append(f"user {process.user}{root}: {one_line(process.command, 120)}")
    return first(lines, 3)


def against_programs(fact: OwnLayersFact) -> Unmet | Hindered | None:
    """What to tell of a program that makes root of whoever runs it; None where no own layer has one."""
    if (program := makes_root(fact)) is not None:
        return Unmet(f"{one_line(program.path, 200)} makes root of whoever runs it (mode {program.mode:04o})")
    if fact.excess:
        return Hindered(f"whether a program makes root of its user is not known: {fact.excess}")
    return None


def makes_root(fact: OwnLayersFact) -> LayerEntry | None:
    """The first file of an own layer with root's set-user-ID bit that is an interpreter, or no package's."""
    found = (entry for layer in fact.layers for entry in layer.privileged)
    return next((entry for entry in found if _makes_root(entry)), None)


def _makes_root(entry: LayerEntry) -> bool:
    if entry.uid != 0 or not entry.mode & SETUID:
        return False
    name = entry.path.rpartition("/")[2]
    return _RUNS_ANYTHING.fullmatch(name) is not None or not entry.path.startswith(_OF_PACKAGES)
