"""`runs_as_non_root`: the container's processes do not run as root."""

from typing import Literal

from typing_extensions import override

from grader.criterion import ContainerKind, Finding, Met, Unmet, hindered, met, renamed, unmeasured, unmet
from grader.criterion.process_samples import run_by, setuid_program
from grader.criterion.raised_rights import against_programs, not_seen, roots, shown
from grader.criterion.samples import own_layers
from grader.dockerfile.meaning.places import line_of
from grader.evidence import ContainerProcesses, DockerfileText, Facts, NotRunning, OwnLayers, ProcessesFact

_NONE = own_layers()


class RunsAsNonRootKind(ContainerKind[ProcessesFact]):
    """No process of the running container belongs to root, user 0, or keeps rights of root's.

    Whoever breaks into an application has the rights of its user. As root inside the container, the
    way out to the machine is shorter. What counts is who runs, whatever the Dockerfile says: a user
    of another name with the number 0 is root, and so is one that can go back to it.

    Judged by the engine's list of all processes, after the application has answered what it was asked, and
    by the own layers: no interpreter, and no program outside the folders of packages, has root's
    set-user-ID bit.
    """

    old_spellings = renamed(processes="nothing: no process of the container may be root's")

    check: Literal["runs_as_non_root"]

    examples = (
        met("a user of its own", _NONE, run_by(1000)),
        unmet("root", _NONE, run_by(0)),
        unmet("a helper of root's", _NONE, run_by(1000, 0)),
        unmet("a user with capabilities", _NONE, run_by(1000, privileged=True)),
        unmet("a setuid interpreter", setuid_program("/usr/bin/python3"), run_by(1000)),
        unmeasured("users that the engine maps", _NONE, run_by(None)),
        unmeasured("a list without a process tells nothing", _NONE, run_by()),
        hindered("the container ends", _NONE, NotRunning("it ended with code 1")),
    )

    @property
    @override
    def expected(self) -> str:
        return "no process runs as root (user 0) or with its rights"

    context = (DockerfileText(), OwnLayers())

    @property
    @override
    def question(self) -> ContainerProcesses:
        return ContainerProcesses()

    @override
    def judge_running(self, fact: ProcessesFact, facts: Facts) -> Finding:
        if (unclear := not_seen(fact)) is not None:
            return unclear
        if found := roots(fact):
            dockerfile = facts[DockerfileText()]
            return Unmet(shown(found), file=dockerfile.file, line=line_of(dockerfile, "USER"))
        return against_programs(facts[OwnLayers()]) or Met(shown(fact.processes))
