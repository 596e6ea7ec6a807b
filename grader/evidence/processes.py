"""Who runs what in the container."""

from dataclasses import dataclass

from grader.evidence.container import ContainerQuestion, NotRunning


@dataclass(frozen=True, slots=True)
class Process:
    """A process of the container: the number of its user inside the container, and its command line."""

    user: int
    command: str


@dataclass(frozen=True, slots=True)
class ProcessesFact:
    """The container's processes, the first one first."""

    processes: tuple[Process, ...]


@dataclass(frozen=True, slots=True)
class ContainerProcesses(ContainerQuestion[ProcessesFact | NotRunning]):
    """Who runs what in the container."""
