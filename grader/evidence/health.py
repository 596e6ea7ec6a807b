"""What the image's HEALTHCHECK says."""

from typing import Literal

from grader.evidence.container import ContainerQuestion, NotRunning
from grader.values import Value


class HealthFact(Value):
    """What the image's HEALTHCHECK made of the container: `none` where there is no HEALTHCHECK.

    `seconds` passed until then; `output` are the last lines that the check printed.
    """

    status: Literal["healthy", "unhealthy", "starting", "none"]
    seconds: float = 0.0
    output: tuple[str, ...] = ()


class ContainerHealth(ContainerQuestion[HealthFact | NotRunning]):
    """The container's health, as soon as it is healthy, at the latest after `within` seconds."""

    within: float = 60.0
