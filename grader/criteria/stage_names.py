"""`stage_names`: the stages of the Dockerfile have names."""

from collections import Counter
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.criterion.expectations import require_any
from grader.criterion.targets import StageName, missing_stage
from grader.dockerfile import Dockerfile, read_dockerfile
from grader.evidence import DockerfileText, Facts, Question
from grader.text import one_line


def _true(value: bool) -> bool:  # noqa: FBT001 - an option's value
    if not value:
        raise ValueError("false expects nothing; leave it out")
    return value


def _text(dockerfile: str) -> dict[Question[Any], Any]:
    return {DockerfileText(): read_dockerfile(dockerfile.encode())}


_NAMED = _text("FROM python:3.11 AS Builder\nFROM python:3.11-slim AS runtime\n")
_HALF = _text("FROM python:3.11 AS builder\nFROM python:3.11-slim\n")


class StageNamesKind(Criterion):
    """Certain stages, or all stages, have a name: `FROM ... AS name`.

    A name says what a stage is for, `--target` can build it, and COPY --from still fits when another
    stage is put in front. Names are compared in lower case, as BuildKit does.
    """

    check: Literal["stage_names"]
    all: Annotated[
        Annotated[bool, Field(strict=True), AfterValidator(_true)] | None,
        Field(description="true: every stage has a name, and no two have the same."),
    ] = None
    names: Annotated[
        tuple[StageName, ...] | None,
        Field(min_length=1, description="Names, in lower case, that stages must have; there may be others."),
    ] = None

    examples: ClassVar[tuple[Example, ...]] = (
        Example("all have one", Met, _NAMED, {"all": True}),
        Example("capitals make no difference", Met, _NAMED, {"names": ["builder", "runtime"]}),
        Example("the last one has none", Unmet, _HALF, {"all": True}),
        Example("the named one is there", Met, _HALF, {"names": ["builder"]}),
        Example("another name is wanted", Unmet, _HALF, {"names": ["builder", "runtime"]}),
        Example("one name twice", Unmet, _text("FROM a AS x\nFROM b AS x\n"), {"all": True}),
        Example("an image's name is no stage's", Unmet, _text("FROM builder\n"), {"names": ["builder"]}),
    )

    @model_validator(mode="after")
    def _expects_something(self) -> "StageNamesKind":
        require_any(self, "all", "names")
        return self

    @property
    def expected(self) -> str:
        """The names."""
        parts = ["every stage has a name of its own"] if self.all else []
        parts += [f"stages named {', '.join(self.names)}"] if self.names else []
        return " and ".join(parts)

    def questions(self) -> tuple[Question[Any], ...]:
        """The Dockerfile."""
        return (DockerfileText(),)

    def judge(self, facts: Facts) -> Finding:
        """Look for the names, then for stages without one."""
        dockerfile = facts[DockerfileText()]
        missing = missing_stage(dockerfile, *(self.names or ()))
        if missing is None and self.all:
            missing = _nameless(dockerfile) or _twice(dockerfile)
        names = (stage.name or "(no name)" for stage in dockerfile.stages)
        return missing or Met(f"stages: {one_line(', '.join(names))}")


def _nameless(dockerfile: Dockerfile) -> Unmet | None:
    lines = [stage.line for stage in dockerfile.stages if stage.name is None]
    if not lines:
        return None
    found = f"no name for the stage of line {', '.join(map(str, lines[:9]))}"
    return Unmet(found, "Write AS and a name at the end of each FROM line.", dockerfile.file, lines[0])


def _twice(dockerfile: Dockerfile) -> Unmet | None:
    count = Counter(stage.name for stage in dockerfile.stages)
    again = [stage for stage in dockerfile.stages if count[stage.name] > 1]
    if not again:
        return None
    found = f"{count[again[0].name]} stages are named {one_line(again[0].name or '', 80)}"
    return Unmet(found, "Give each stage a name of its own.", dockerfile.file, again[1].line)
