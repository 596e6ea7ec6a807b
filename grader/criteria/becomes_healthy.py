"""`becomes_healthy`: the image's HEALTHCHECK says that the container is healthy."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.criterion.expectations import refuse_null
from grader.criterion.running import not_running, with_lines
from grader.dockerfile import read_dockerfile
from grader.dockerfile.meaning.places import line_of
from grader.evidence import (
    BaseImage,
    BuiltImage,
    ContainerHealth,
    DockerfileText,
    Facts,
    HealthFact,
    ImageConfig,
    ImageFact,
    NotRunning,
    Question,
)
from grader.fields import Duration, Text
from grader.shell.health import always_succeeds, asking_commands, health_text
from grader.text import one_line
from grader.units import show_duration

_CURL = ("CMD-SHELL", "curl -f http://localhost:5000/health || exit 1")


def _facts(test: tuple[str, ...], health: HealthFact | NotRunning) -> dict[Question[Any], Any]:
    base = BaseImage("python:3.11-slim", available=True, is_prefix=True)
    return {
        DockerfileText(): read_dockerfile(b"FROM python:3.11-slim\n"),
        BuiltImage(): ImageFact("sha256:1", base, (), (), ImageConfig(healthcheck=test)),
        ContainerHealth(): health,
    }


class BecomesHealthy(Criterion):
    """The image has a HEALTHCHECK that asks something, and the container becomes healthy by it.

    A process that runs is not yet an application that answers. With a HEALTHCHECK the engine knows
    the difference, and whoever waits for the container, too. A check that cannot fail, such as `true`
    or `curl ... || true`, tells nothing and does not count.
    """

    check: Literal["becomes_healthy"]
    within: Annotated[Duration, Field(description="Time to become healthy, such as `60s`.")] = 60.0
    asks: Annotated[
        Text | None,
        Field(
            description="Text that the check's command contains, such as `/health`; comments do not count."
        ),
    ] = None

    examples: ClassVar[tuple[Example, ...]] = (
        Example("healthy", Met, _facts(_CURL, HealthFact("healthy", 3.0)), {"asks": "/health"}),
        Example("no HEALTHCHECK", Unmet, _facts((), HealthFact("none"))),
        Example("turned off", Unmet, _facts(("NONE",), HealthFact("none"))),
        Example("unhealthy", Unmet, _facts(_CURL, HealthFact("unhealthy", 9.0, ("curl: not found",)))),
        Example("not healthy in time", Unmet, _facts(_CURL, HealthFact("starting", 60.0))),
        Example("a check that is true by itself", Unmet, _facts(("CMD", "true"), HealthFact("healthy", 1.0))),
        Example(
            "a check that cannot fail",
            Unmet,
            _facts(("CMD-SHELL", "curl -f http://localhost/ || exit 0"), HealthFact("healthy", 1.0)),
        ),
        Example(
            "another check than wanted",
            Unmet,
            _facts(("CMD-SHELL", "pgrep python # /health"), HealthFact("healthy", 1.0)),
            {"asks": "/health"},
        ),
        Example("the container ends", Unmet, _facts(_CURL, NotRunning("it ended with code 1"))),
    )

    @model_validator(mode="after")
    def _says_something(self) -> "BecomesHealthy":
        refuse_null(self, "asks")
        return self

    @property
    def expected(self) -> str:
        """How soon, and by what."""
        asks = f" that asks for {self.asks!r}" if self.asks else ""
        return f"healthy within {show_duration(self.within)}, by a HEALTHCHECK{asks}"

    def questions(self) -> tuple[Question[Any], ...]:
        """Where the HEALTHCHECK is written, what it is, what it says."""
        return (DockerfileText(), BuiltImage(), ContainerHealth(self.within))

    def judge(self, facts: Facts) -> Finding:
        """The check must ask something, and the container must pass it."""
        dockerfile, config = facts[DockerfileText()], facts[BuiltImage()].config
        health = facts[ContainerHealth(self.within)]
        text = health_text(config.healthcheck)
        wrong = self._wrong_check(config) or self._wrong_health(health, text)
        if isinstance(wrong, str):
            return Unmet(wrong, _hint(health), file=dockerfile.file, line=line_of(dockerfile, "HEALTHCHECK"))
        if wrong is not None:
            return wrong
        seconds = health.seconds if isinstance(health, HealthFact) else 0.0
        return Met(f"healthy after {show_duration(seconds)}: {one_line(text, 160)}")

    def _wrong_check(self, config: ImageConfig) -> str | None:
        if config.healthcheck[:1] in {(), ("NONE",)}:
            return "the image has no HEALTHCHECK"
        text = health_text(config.healthcheck)
        asking = asking_commands(text, config.variables)
        if not asking or always_succeeds(text):
            return f"the HEALTHCHECK cannot fail: {one_line(text, 160) or 'it is empty'}"
        if self.asks and not any(self.asks in " ".join(command) for command in asking):
            return f"the HEALTHCHECK does not ask for {self.asks!r}: {one_line(text, 160)}"
        return None

    def _wrong_health(self, health: HealthFact | NotRunning, text: str) -> str | Unmet | None:
        if isinstance(health, NotRunning):
            return not_running(health)
        if health.status == "healthy":
            return None
        if health.status == "none":
            return "the container has no health: the engine runs no HEALTHCHECK"
        state = f"{health.status} after {show_duration(health.seconds)}: {one_line(text, 160)}"
        return with_lines(state, health.output)


def _hint(health: HealthFact | NotRunning) -> str | None:
    output = " ".join(health.output).lower() if isinstance(health, HealthFact) else ""
    if "not found" in output and ("curl" in output or "wget" in output):
        return (
            "The image has no such program: install it in the final stage, or use the application's language."
        )
    return None
