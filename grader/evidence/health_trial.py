"""What the image's HEALTHCHECK makes of networks that the grader made for it."""

from typing import ClassVar

from grader.evidence.container import ContainerQuestion, NotRunning
from grader.values import Value


class CheckRun(Value):
    """One run of the check: its exit code, None where it was ended at its time limit, and its last lines.

    `asked` are the requests that came to the server beside it, such as `GET /health`.
    """

    exit_code: int | None
    output: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def succeeded(self) -> bool:
        """Whether it called the container healthy."""
        return self.exit_code == 0


class HealthTrialFact(Value):
    """The check by itself: where nobody listens, beside a server that answers, and beside one that fails.

    `alone` is None without a HEALTHCHECK. The others are None where no path was given, or `unseen` says why
    there was no server.
    """

    alone: CheckRun | None = None
    answered: CheckRun | None = None
    failing: CheckRun | None = None
    unseen: str = ""


class HealthTrial(ContainerQuestion[HealthTrialFact | NotRunning]):
    """What the check does where nobody listens, and with a server that is asked for `path`.

    It goes on beside the other questions; `within` are the seconds that the application gets to listen.
    """

    turn: ClassVar[int] = 1
    path: str | None = None
    within: float = 60.0
