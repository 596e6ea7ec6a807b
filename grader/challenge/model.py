"""A challenge: what its file says, and what the grader works with."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from grader.challenge.fetching import Host, ImagePattern
from grader.course import original_folder
from grader.criterion import Criterion
from grader.criterion.patterns import LearnersPattern
from grader.dockerfile.allowed import OFFICIAL_IMAGES, Allowed
from grader.fields import Duration, Size, Strict, Text


class Limits(Strict):
    """How long a build may take and what a container may use."""

    build: Annotated[Duration, Field(description="Total time of one build, such as `300s`.")] = 300.0
    total: Annotated[
        Duration | None, Field(description="Time of one submission in all; twice that of a build by default.")
    ] = None
    memory: Annotated[Size, Field(description="Memory of the container, without swap.")] = 512_000_000
    cpus: Annotated[float, Field(gt=0, le=64, description="CPUs of the container.")] = 1.0
    processes: Annotated[int, Field(ge=8, le=10_000, strict=True, description="Processes and threads.")] = 256

    disk: Annotated[Size, Field(description="What may be written on the engine's disk meanwhile.")] = (
        20_000_000_000
    )
    build_memory: Annotated[Size, Field(description="Memory of the steps of a build, without swap.")] = (
        2_000_000_000
    )
    build_cpus: Annotated[float, Field(gt=0, le=64, description="CPUs of the steps of a build.")] = 4.0
    build_processes: Annotated[
        int, Field(ge=8, le=100_000, strict=True, description="Processes and threads of a build's steps.")
    ] = 2_048

    @property
    def in_all(self) -> float:
        """Seconds that one submission may take."""
        return self.total or 2 * self.build


class Heading(Strict):
    """What challenge.yaml says beside its criteria."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="The name of the folder.")]
    title: Text
    level: Literal["beginner", "intermediate", "advanced"] = "beginner"
    learner: Annotated[
        tuple[LearnersPattern, ...],
        Field(
            min_length=1,
            description="The learner's files, as patterns of a .dockerignore; `!` in front takes some back. "
            "All others are given: they are built as in the starter, whatever the learner has made of them.",
        ),
    ] = ("**",)
    limits: Limits = Limits()
    images: Annotated[
        tuple[ImagePattern, ...],
        Field(
            min_length=1,
            description="Images that a Dockerfile may use beside the bases that criteria want. `library/*` "
            "stands for the official ones; a registry must be written out.",
        ),
    ] = (OFFICIAL_IMAGES,)
    hosts: Annotated[
        tuple[Host, ...],
        Field(description="Hosts that ADD may take files from, such as `example.com`; else none."),
    ] = ()
    starter_fails: Annotated[
        tuple[Text, ...], Field(description="The criteria that the untouched starter does not meet.")
    ] = ()


class Spec(Heading):
    """The form of challenge.yaml; each criterion is then read by its own kind."""

    criteria: Annotated[list[dict[str, Any]], Field(min_length=1)]


class Challenge(Heading):
    """One exercise: what a submission must fulfil, and within which limits it is tried.

    `help` is the longer hint of each criterion that has one, by its id. `digest` is the SHA-256 of
    challenge.yaml with help.yaml behind it, as `sha256:` with hexadecimal digits: all that a report is made
    by. wrong.yaml beside them does not count: it says nothing about how a submission is graded.
    """

    criteria: tuple[Criterion, ...]
    help: dict[str, str] = Field(default_factory=dict)
    file: Path
    digest: str

    @property
    def allowed(self) -> Allowed:
        """What the engine may fetch or take for a submission."""
        bases = (base for criterion in self.criteria for base in criterion.base_images)
        return Allowed(self.images, tuple(dict.fromkeys(bases)), self.hosts)

    @property
    def root(self) -> Path:
        """The course's top folder, which holds challenges/, starter/ and solutions/."""
        return self.file.parents[2]

    @property
    def starter(self) -> Path:
        """The folder that the learner edits."""
        return self.root / "starter" / self.id

    @property
    def original(self) -> Path:
        """The starter as it was handed out: what is compared with, and where the given files come from."""
        return original_folder(self.file)

    @property
    def solution(self) -> Path:
        """The folder that meets every criterion."""
        return self.root / "solutions" / self.id

    @property
    def without_help(self) -> tuple[str, ...]:
        """The criteria that help.yaml says nothing about."""
        return tuple(criterion.id for criterion in self.criteria if criterion.id not in self.help)

    @property
    def max_score(self) -> int:
        """The points of all criteria."""
        return sum(criterion.points for criterion in self.criteria)
