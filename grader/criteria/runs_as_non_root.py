"""`runs_as_non_root`: the container's processes do not run as root."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from grader.criterion import Criterion, Example, Finding, Met, Unmeasured, Unmet
from grader.criterion.running import not_running
from grader.dockerfile import read_dockerfile
from grader.dockerfile.meaning.places import line_of
from grader.evidence import (
    ContainerProcesses,
    DockerfileText,
    Facts,
    NotRunning,
    Process,
    ProcessesFact,
    Question,
)
from grader.text import one_line

SHOWN = 3
ROOT = 0


def _facts(*processes: Process) -> dict[Question[Any], Any]:
    return {
        DockerfileText(): read_dockerfile(b"FROM python:3.11-slim\nUSER app\n"),
        ContainerProcesses(): ProcessesFact(processes),
    }


class RunsAsNonRootKind(Criterion):
    """No process of the running container belongs to root, user 0.

    Whoever breaks into an application has the rights of its user. As root inside the container, the
    way out to the machine is shorter. What counts is who runs, whatever the Dockerfile says: a user
    of another name with the number 0 is root.
    """

    check: Literal["runs_as_non_root"]
    processes: Annotated[
        Literal["all", "first"],
        Field(description="Which must not be root's: `all`, or the `first` one only, the application."),
    ] = "all"

    examples: ClassVar[tuple[Example, ...]] = (
        Example("a user of its own", Met, _facts(Process(1000, "python app.py"))),
        Example("root", Unmet, _facts(Process(0, "python app.py"))),
        Example("a helper of root's", Unmet, _facts(Process(1000, "python app.py"), Process(0, "cron"))),
        Example(
            "only the first one counts",
            Met,
            _facts(Process(1000, "python app.py"), Process(0, "cron")),
            {"processes": "first"},
        ),
        Example("a list without a process tells nothing", Unmeasured, _facts()),
        Example(
            "the container ends",
            Unmet,
            {**_facts(), ContainerProcesses(): NotRunning("it ended with code 1")},
        ),
    )

    @property
    def expected(self) -> str:
        """Who must not run what."""
        which = "no process runs" if self.processes == "all" else "the first process does not run"
        return f"{which} as root (user 0)"

    def questions(self) -> tuple[Question[Any], ...]:
        """Where the user is set, and who runs what."""
        return (DockerfileText(), ContainerProcesses())

    def judge(self, facts: Facts) -> Finding:
        """Look at the users' numbers."""
        dockerfile, fact = facts[DockerfileText()], facts[ContainerProcesses()]
        if isinstance(fact, NotRunning):
            return not_running(fact)
        seen = fact.processes if self.processes == "all" else fact.processes[:1]
        if not seen:
            return Unmeasured("no process of the container was seen")
        roots = [process for process in seen if process.user == ROOT]
        if roots:
            return Unmet(_shown(roots), file=dockerfile.file, line=line_of(dockerfile, "USER"))
        return Met(_shown(list(seen)))


def _shown(processes: list[Process]) -> str:
    lines = [
        f"user {process.user}{' (root)' if process.user == ROOT else ''}: {one_line(process.command, 120)}"
        for process in processes[:SHOWN]
    ]
    more = [f"and {len(processes) - SHOWN} more"] if len(processes) > SHOWN else []
    return "\n".join([*lines, *more])
