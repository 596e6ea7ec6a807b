"""`becomes_healthy`: the image's HEALTHCHECK says that the container is healthy."""

from typing import Any, Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import ContainerKind, Finding, Met, Unmeasured, Unmet, met, unmeasured, unmet
from grader.criterion.health import against_state, against_trial
from grader.criterion.health_samples import checked_by, health_trial
from grader.criterion.samples import built_image
from grader.dockerfile.meaning.places import line_of
from grader.evidence import (
    BuiltImage,
    ContainerHealth,
    DockerfileText,
    Facts,
    HealthFact,
    HealthTrial,
    HealthTrialFact,
    NotRunning,
    Question,
)
from grader.fields import Duration
from grader.shell.health import health_text
from grader.text import one_line
from grader.units import show_duration

_CURL, _RARE = checked_by("curl -f localhost/health"), checked_by("curl -f localhost/health", every=90)
_TRUE, _GREP, _PGREP, _SCRIPT = map(
    checked_by, ("true", "grep /health app.py", "pgrep python # /health", "python check.py")
)
_HEALTHY, _TRIED = HealthFact("healthy", 3.0), health_trial()


class BecomesHealthyKind(ContainerKind[HealthFact]):
    """The image's HEALTHCHECK asks the application, and the container becomes healthy by it.

    A process that runs is not yet an application that answers. With a HEALTHCHECK the engine knows
    the difference, and whoever waits for the container, too. A check that cannot fail tells nothing.

    Judged by experiment: the check runs by itself in a network where nobody listens, where it must fail.
    With `asks`, it also runs beside a small server of the grader's: it must ask for the path, and fail
    when the answer is status 500. How it asks makes no difference: a tool, a script, a program of its own.
    """

    check: Literal["becomes_healthy"]
    within: Duration = Field(60.0, description="Time to become healthy, such as `60s`.")
    asks: str | None = Field(None, pattern=r"^/\S*$", description="The path that the check must ask for.")

    examples = (
        met("healthy", _CURL, _HEALTHY, _TRIED, asks="/health"),
        unmet("no HEALTHCHECK", built_image(), HealthFact("none"), health_trial(alone=None)),
        unmet("turned off", built_image(healthcheck=("NONE",)), HealthFact("none"), health_trial(alone=None)),
        unmet("unhealthy", _CURL, HealthFact("unhealthy", 9.0, ("curl: not found",)), _TRIED),
        unmet("not healthy in time", _CURL, HealthFact("starting", 60.0), _TRIED),
        unmet("checked too rarely", _RARE, HealthFact("starting", 60.0), _TRIED),
        unmet("true where nobody listens", _TRUE, _HEALTHY, health_trial(alone=0)),
        unmet("it names the path", _GREP, _HEALTHY, health_trial(alone=0), asks="/health"),
        unmet("it does not ask", _PGREP, _HEALTHY, health_trial(1, 1, 1, asked=()), asks="/health"),
        unmet("it asks for more", _CURL, _HEALTHY, health_trial(asked=("GET /",)), asks="/health"),
        unmet("any answer will do", _CURL, _HEALTHY, health_trial(failing=0), asks="/health"),
        unmeasured("not tried", _CURL, _HEALTHY, HealthTrialFact()),
        unmeasured("no server to ask", _SCRIPT, _HEALTHY, health_trial(answered=None), asks="/health"),
        unmet("the container ends", _CURL, *[NotRunning("it ended with code 1")] * 2),
    )

    judges_ended = True

    @property
    @override
    def expected(self) -> str:
        asks = f" that asks for {self.asks}" if self.asks else ""
        return f"healthy within {show_duration(self.within)}, by a HEALTHCHECK{asks}"

    context = (DockerfileText(), BuiltImage())

    @property
    @override
    def question(self) -> ContainerHealth:
        return ContainerHealth(self.within)

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (*super().questions(), self._trial)

    @property
    def _trial(self) -> HealthTrial:
        return HealthTrial(self.asks, self.within)

    @override
    def judge(self, facts: Facts) -> Finding:
        if facts[BuiltImage()].config.healthcheck[:1] in {(), ("NONE",)}:
            return _at("the image has no HEALTHCHECK", None, facts)
        return super().judge(facts)

    @override
    def judge_running(self, fact: HealthFact, facts: Facts) -> Finding:
        config, trial = facts[BuiltImage()].config, facts[self._trial]
        text = health_text(config.healthcheck)
        if (wrong := against_state(fact, config, self.within)) is not None:
            return _at(*wrong, facts, text)
        if isinstance(trial, NotRunning) or trial.alone is None:
            return Unmeasured("the HEALTHCHECK was not tried by itself")
        if (wrong := against_trial(trial, self.asks)) is not None:
            return _at(*wrong, facts, text)
        if self.asks and trial.answered is None and self.asks not in text:
            return Unmeasured(f"whether the HEALTHCHECK asks for {self.asks} was not seen: {trial.unseen}")
        return Met(f"healthy after {show_duration(fact.seconds)}: {one_line(text, 160)}")


def _at(found: str, hint: str | None, facts: Facts, check: str = "") -> Unmet:
    """Unmet at the HEALTHCHECK's place."""
    dockerfile, shown = facts[DockerfileText()], f"\nHEALTHCHECK: {one_line(check, 160)}" if check else ""
    return Unmet(f"{found}{shown}", hint, dockerfile.file, line_of(dockerfile, "HEALTHCHECK"))
