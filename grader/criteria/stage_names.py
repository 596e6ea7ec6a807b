"""`stage_names`: the stages of the Dockerfile have names."""

from collections import Counter
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import DockerfileKind, Finding, Met, Unmet, met, renamed, unmet
from grader.criterion.targets import StageName, missing_stage
from grader.dockerfile import Dockerfile
from grader.text import one_line

_HALF = "FROM python:3.11 AS builder\nFROM python:3.11-slim\n"
_NAMED = "FROM python:3.11 AS Builder\nFROM python:3.11-slim AS runtime\n"


class StageNamesKind(DockerfileKind):
    """Certain stages, or all stages, have a name: `FROM ... AS name`.

    A name says what a stage is for, `--target` can build it, and COPY --from still fits when another
    stage is put in front. Names are compared in lower case, as BuildKit does.
    """

    old_spellings = renamed(all="stage_names without names: then every stage needs a name of its own")

    check: Literal["stage_names"]
    names: Annotated[
        tuple[StageName, ...],
        Field(
            min_length=1,
            description="Names, in lower case, that stages must have; there may be others. Without this "
            "option every stage must have a name, and no two the same.",
        ),
    ] = ()

    examples = (
        met("capitals make no difference", dockerfile=_NAMED, names=["builder", "runtime"]),
        met("the named one is there", dockerfile=_HALF, names=["builder"]),
        unmet("another name is wanted", dockerfile=_HALF, names=["builder", "runtime"]),
        unmet("an image's name is no stage's", dockerfile="FROM builder\n", names=["builder"]),
        met("all have one", dockerfile=_NAMED),
        unmet("the last one has none", dockerfile=_HALF),
        unmet("one name twice", dockerfile="FROM a AS x\nFROM b AS x\n"),
    )

    @property
    @override
    def expected(self) -> str:
        named = f"stages named {', '.join(self.names)}"
        return named if self.names else "every stage has a name of its own"

    @override
    def judge_text(self, dockerfile: Dockerfile) -> Finding:
        if self.names:
            wrong = missing_stage(dockerfile, *self.names)
        else:
            wrong = _nameless(dockerfile) or _twice(dockerfile)
        names = (stage.name or "(no name)" for stage in dockerfile.stages)
        return wrong or Met(f"stages: {one_line(', '.join(names))}")


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
