"""`target_builds`: stages can be built on their own."""

from typing import Any, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from grader.criterion import Criterion, Finding, Met, Unmet, met, renamed, unmet
from grader.criterion.samples import VARIANTS
from grader.criterion.targets import StageName, missing_stage
from grader.evidence import Build, BuildFact, BuildOptions, DockerfileText, Facts, Question
from grader.fields import OneOrMore
from grader.text import one_line, plain

_BUILT = BuildFact(succeeded=True)
_FAILED = BuildFact(succeeded=False, reason="pip: not found", file="Dockerfile", line=2)


class TargetBuildsKind(Criterion):
    """Each of the named stages exists and builds with `docker build --target`.

    A stage that is not on the way to the final image is left out of a plain build, so a mistake in
    it stays unseen until somebody needs it.

    Judged by experiment: each is built.
    """

    old_spellings = renamed(target="targets, a list of names")

    check: Literal["target_builds"]
    targets: OneOrMore[StageName] = Field(description="Names of stages, each of which must build.")

    examples = (
        met("it builds", _BUILT, dockerfile=VARIANTS, targets=["dev"]),
        unmet("it does not build", _FAILED, dockerfile=VARIANTS, targets=["dev"]),
        unmet("one of two fails", _BUILT, _FAILED, dockerfile=VARIANTS, targets=["prod", "dev"]),
        unmet("there is no such stage", dockerfile=VARIANTS, targets=["test"]),
    )

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len(set(self.targets)) < len(self.targets):
            raise ValueError("a stage is named twice")
        return self

    @property
    @override
    def expected(self) -> str:
        return f"docker build --target succeeds for {', '.join(self.targets)}"

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (DockerfileText(), *(_build(name) for name in self.targets))

    @override
    def screen(self, facts: Facts) -> Unmet | None:
        return missing_stage(facts[DockerfileText()], *self.targets)

    @override
    def judge(self, facts: Facts) -> Finding:
        builds = [(name, facts[_build(name)]) for name in self.targets]
        failed = [(name, build) for name, build in builds if not build.succeeded]
        if not failed:
            return Met(f"built: {', '.join(self.targets)}")
        reasons = [f"{name} does not build: {plain(build.reason, 600)}" for name, build in failed]
        first = failed[0][1]
        return Unmet("\n".join(reasons), file=first.file and one_line(first.file), line=first.line)


def _build(name: str) -> Build:
    return Build(BuildOptions(name))
