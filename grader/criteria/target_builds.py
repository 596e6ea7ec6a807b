"""`target_builds`: stages can be built on their own."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.criterion.expectations import require_any
from grader.criterion.targets import StageName, missing_stage, options_for
from grader.dockerfile import read_dockerfile
from grader.evidence import Build, BuildFact, DockerfileText, Facts, Question
from grader.text import one_line, plain

_STAGES = read_dockerfile(b"FROM a AS base\nFROM base AS development\nFROM base AS production\n")
_FAILED = BuildFact(succeeded=False, reason="pip: not found", file="Dockerfile", line=2)


def _facts(**builds: BuildFact) -> dict[Question[Any], Any]:
    return {
        DockerfileText(): _STAGES,
        **{Build(options_for(name)): fact for name, fact in builds.items()},
    }


class TargetBuildsKind(Criterion):
    """Each of the named stages exists and builds with `docker build --target`.

    A stage that is not on the way to the final image is left out of a plain build, so a mistake in
    it stays unseen until somebody needs it.
    """

    check: Literal["target_builds"]
    target: Annotated[StageName | None, Field(description="Name of a stage that must build.")] = None
    targets: Annotated[
        tuple[StageName, ...], Field(min_length=1, description="Names of stages, each of which must build.")
    ] = ()

    examples: ClassVar[tuple[Example, ...]] = (
        Example("it builds", Met, _facts(development=BuildFact(succeeded=True)), {"target": "development"}),
        Example("it does not build", Unmet, _facts(development=_FAILED), {"target": "development"}),
        Example(
            "one of two does not build",
            Unmet,
            _facts(production=BuildFact(succeeded=True), development=_FAILED),
            {"targets": ["production", "development"]},
        ),
        Example("there is no such stage", Unmet, _facts(test=BuildFact(succeeded=True)), {"target": "test"}),
    )

    @model_validator(mode="after")
    def _says_something(self) -> "TargetBuildsKind":
        require_any(self, "target", "targets")
        if len(set(self.names)) < len(self.names):
            raise ValueError("a stage is named twice")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """All stages that must build."""
        return (*((self.target,) if self.target else ()), *self.targets)

    @property
    def expected(self) -> str:
        """The stages."""
        return f"docker build --target succeeds for {', '.join(self.names)}"

    def questions(self) -> tuple[Question[Any], ...]:
        """The stages, then a build of each."""
        return (DockerfileText(), *(Build(options_for(name)) for name in self.names))

    def screen(self, facts: Facts) -> Unmet | None:
        """A stage that is not there needs no build."""
        return missing_stage(facts[DockerfileText()], *self.names)

    def judge(self, facts: Facts) -> Finding:
        """All stages must build; each that does not is told."""
        if (missing := self.screen(facts)) is not None:
            return missing
        builds = [(name, facts[Build(options_for(name))]) for name in self.names]
        failed = [(name, fact) for name, fact in builds if not fact.succeeded]
        if not failed:
            return Met(f"built: {', '.join(self.names)}")
        reasons = [f"{name} does not build: {plain(fact.reason, 600)}" for name, fact in failed]
        first = failed[0][1]
        return Unmet("\n".join(reasons), file=first.file and one_line(first.file), line=first.line)
