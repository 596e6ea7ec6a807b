"""`becomes_healthy`: the image's HEALTHCHECK says that the container is healthy."""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import ContainerKind, Finding, Met, Unmet, met, unmet
from grader.criterion.running import with_lines
from grader.criterion.samples import built_image
from grader.dockerfile.meaning.places import line_of
from grader.evidence import BuiltImage, ContainerHealth, DockerfileText, Facts, HealthFact, NotRunning
from grader.fields import Duration, Text
from grader.shell.health import always_succeeds, asking_commands, health_text
from grader.text import one_line
from grader.units import show_duration

_HEALTHY = HealthFact("healthy", 3.0)
_CURL, _TRUE, _OR_ZERO, _PGREP = (
    built_image(healthcheck=("CMD-SHELL", text))
    for text in ("curl -f localhost/health", "true", "curl -f localhost || exit 0", "pgrep python # /health")
)


class BecomesHealthyKind(ContainerKind[HealthFact]):
    """The image has a HEALTHCHECK that asks something, and the container becomes healthy by it.

    A process that runs is not yet an application that answers. With a HEALTHCHECK the engine knows
    the difference, and whoever waits for the container, too. A check that cannot fail, such as `true`
    or `curl ... || true`, tells nothing and does not count.
    """

    check: Literal["becomes_healthy"]
    within: Duration = Field(60.0, description="Time to become healthy, such as `60s`.")
    asks: Text | None = Field(None, description="Text in the check's command; comments do not count.")

    examples = (
        met("healthy", _CURL, _HEALTHY, asks="/health"),
        unmet("no HEALTHCHECK", built_image(), HealthFact("none")),
        unmet("turned off", built_image(healthcheck=("NONE",)), HealthFact("none")),
        unmet("unhealthy", _CURL, HealthFact("unhealthy", 9.0, ("curl: not found",))),
        unmet("not healthy in time", _CURL, HealthFact("starting", 60.0)),
        unmet("a check that is true by itself", _TRUE, _HEALTHY),
        unmet("a check that cannot fail", _OR_ZERO, _HEALTHY),
        unmet("another check than wanted", _PGREP, _HEALTHY, asks="/health"),
        unmet("the container ends", _CURL, NotRunning("it ended with code 1")),
    )

    judges_ended = True

    @property
    @override
    def expected(self) -> str:
        asks = f" that asks for {self.asks!r}" if self.asks else ""
        return f"healthy within {show_duration(self.within)}, by a HEALTHCHECK{asks}"

    context = (DockerfileText(), BuiltImage())

    @property
    @override
    def question(self) -> ContainerHealth:
        return ContainerHealth(self.within)

    @override
    def judge(self, facts: Facts) -> Finding:
        config = facts[BuiltImage()].config
        if (wrong := self._wrong_check(config.healthcheck, config.variables)) is not None:
            return _unmet(wrong, facts, facts[self.question])
        return super().judge(facts)

    def _wrong_check(self, test: tuple[str, ...], variables: dict[str, str]) -> str | None:
        if test[:1] in {(), ("NONE",)}:
            return "the image has no HEALTHCHECK"
        text = health_text(test)
        asking = asking_commands(text, variables)
        if not asking or always_succeeds(text):
            return f"the HEALTHCHECK cannot fail: {one_line(text, 160) or 'it is empty'}"
        if self.asks and not any(self.asks in " ".join(command) for command in asking):
            return f"the HEALTHCHECK does not ask for {self.asks!r}: {one_line(text, 160)}"
        return None

    @override
    def judge_running(self, fact: HealthFact, facts: Facts) -> Finding:
        text = one_line(health_text(facts[BuiltImage()].config.healthcheck), 160)
        if fact.status == "healthy":
            return Met(f"healthy after {show_duration(fact.seconds)}: {text}")
        if fact.status == "none":
            return _unmet("the container has no health: the engine runs no HEALTHCHECK", facts, fact)
        state = f"{fact.status} after {show_duration(fact.seconds)}: {text}"
        return _unmet(with_lines(state, fact.output), facts, fact)


def _unmet(found: str, facts: Facts, health: HealthFact | NotRunning) -> Unmet:
    """Unmet at the HEALTHCHECK's place, with a hint where the image lacks the program that asks."""
    output = " ".join(health.output).lower() if isinstance(health, HealthFact) else ""
    missing = "not found" in output and ("curl" in output or "wget" in output)
    hint = "The image has no such program: install it in the final stage, or use the application's language."
    dockerfile = facts[DockerfileText()]
    return Unmet(found, hint if missing else None, dockerfile.file, line_of(dockerfile, "HEALTHCHECK"))
