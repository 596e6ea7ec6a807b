"""Questions to the running container, and the answer where it does not run."""

from typing import Any, ClassVar, TypeVar

from grader.evidence.cause import Cause
from grader.evidence.question import Question, Room
from grader.values import Value

Fact = TypeVar("Fact", covariant=True)


class NotRunning(Value):
    """The container does not run: it could not be started, or it ended by itself.

    `detail` tells the learner what was seen; `log` holds the last lines of the container's output,
    `cause` what it means.
    """

    detail: str
    log: tuple[str, ...] = ()
    cause: Cause | None = None


class ContainerQuestion(Question[Fact]):
    """Answered by a container of the image; one container serves all, those of a lower `turn` first.

    `target` is the stage whose image it is, None for the final one; each stage has a container of its own.
    `ends_container` tells that the container has ended afterwards, and the next question needs a new one.
    """

    room: ClassVar[Room] = "container"
    turn: ClassVar[int] = 0
    ends_container: ClassVar[bool] = False

    @property
    def port(self) -> int | None:
        """The container's port that must be reachable; None where none need be."""
        return None

    @property
    def target(self) -> str | None:
        """The stage that the container is started of; None for the final one."""
        return None

    def not_started(self, why: NotRunning) -> Any:
        """The fact where the container cannot even be started."""
        return why
