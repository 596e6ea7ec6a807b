"""Health checks and what came of trying them, for examples and tests."""

from grader.criterion.samples import built_image
from grader.evidence import CheckRun, HealthTrialFact, ImageFact


def checked_by(text: str, every: float = 5) -> ImageFact:
    """A built image with a HEALTHCHECK, and the seconds between two checks."""
    return built_image(healthcheck=("CMD-SHELL", text), health_interval=every)


def health_trial(
    alone: int | None = 1,
    answered: int | None = 0,
    failing: int | None = 1,
    asked: tuple[str, ...] = ("GET /health",),
) -> HealthTrialFact:
    """A health check's exit codes where nobody listens, beside a server and beside a failing one.

    None stands for a run that did not take place.
    """
    runs = (alone, asked), (answered, asked), (failing, asked)
    told = [CheckRun(code, asked=seen) if code is not None else None for code, seen in runs]
    return HealthTrialFact(told[0], told[1], told[2], "" if answered is not None else "no Python at hand")
