"""`runs_as_non_root`: the container's processes do not run as root."""

from collections.abc import Iterable
from typing import Literal

from typing_extensions import override

from grader.criterion import (
    ContainerKind,
    Finding,
    Met,
    Unmeasured,
    Unmet,
    hindered,
    met,
    renamed,
    unmeasured,
    unmet,
)
from grader.dockerfile.meaning.places import line_of
from grader.evidence import ContainerProcesses, DockerfileText, Facts, NotRunning, Process, ProcessesFact
from grader.text import first, one_line

ROOT = 0

_APP, _ROOT_APP, _CRON = Process(1000, "python app.py"), Process(0, "python app.py"), Process(0, "cron")
_KEEPS = Process(1000, "python app.py", privileged=True)


class RunsAsNonRootKind(ContainerKind[ProcessesFact]):
    """No process of the running container belongs to root, user 0, or keeps rights of root's.

    Whoever breaks into an application has the rights of its user. As root inside the container, the
    way out to the machine is shorter. What counts is who runs, whatever the Dockerfile says: a user
    of another name with the number 0 is root, and so is one that can go back to it.

    Judged by the engine's list of all processes, after the application has answered what it was asked.
    """

    old_spellings = renamed(processes="nothing: no process of the container may be root's")

    check: Literal["runs_as_non_root"]

    examples = (
        met("a user of its own", ProcessesFact((_APP,))),
        unmet("root", ProcessesFact((_ROOT_APP,))),
        unmet("a helper of root's", ProcessesFact((_APP, _CRON))),
        unmet("a user with capabilities", ProcessesFact((_KEEPS,))),
        unmeasured("users that the engine maps", ProcessesFact((Process(None, "python app.py"),))),
        unmeasured("a list without a process tells nothing", ProcessesFact(())),
        hindered("the container ends", NotRunning("it ended with code 1")),
    )

    @property
    @override
    def expected(self) -> str:
        return "no process runs as root (user 0) or with its rights"

    context = (DockerfileText(),)

    @property
    @override
    def question(self) -> ContainerProcesses:
        return ContainerProcesses()

    @override
    def judge_running(self, fact: ProcessesFact, facts: Facts) -> Finding:
        if not fact.processes:
            return Unmeasured("no process of the container was seen")
        if any(process.user is None for process in fact.processes):
            return Unmeasured("this engine maps user numbers, so who runs a process cannot be seen")
        roots = [process for process in fact.processes if process.user == ROOT or process.privileged]
        if roots:
            dockerfile = facts[DockerfileText()]
            return Unmet(_shown(roots), file=dockerfile.file, line=line_of(dockerfile, "USER"))
        return Met(_shown(fact.processes))


def _shown(processes: Iterable[Process]) -> str:
    lines = []
    for process in processes:
        rights = " with rights of root's (capabilities)" if process.privileged else ""
        root = " (root)" if process.user == ROOT else rights
        lines.append(f"user {process.user}{root}: {one_line(process.command, 120)}")
    return first(lines, 3)
