"""`stage_names`: the stages of the Dockerfile have names."""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import DockerfileKind, Finding, Met, met, renamed, unmet
from grader.criterion.samples import VARIANTS
from grader.criterion.stage_naming import another_is_last, nameless_stage, unused_stage
from grader.criterion.targets import StageName, missing_stage
from grader.dockerfile import Dockerfile
from grader.fields import OneOrMore
from grader.text import one_line

_TAKES = "COPY --from=0 /venv /venv\n"
_HALF = f"FROM python:3.11 AS builder\nFROM python:3.11-slim\n{_TAKES}"
_NAMED = f"FROM python:3.11 AS Builder\nFROM python:3.11-slim AS runtime\n{_TAKES}"


class StageNamesKind(DockerfileKind):
    """Certain stages, or all stages, have a name: `FROM ... AS name`.

    A name says what a stage is for, `--target` can build it, and COPY --from still fits when another
    stage is put in front. Names are compared in lower case, as BuildKit does. A stage with one of `names`
    counts where an image is made from it: that of the final stage, or of one of the `targets`.

    Judged on the words: the names, and the graph of stages that BuildKit follows.
    """

    old_spellings = renamed(all="stage_names without names: then every stage needs a name of its own")

    check: Literal["stage_names"]
    names: OneOrMore[StageName] = Field(
        (), description="Names that stages must have; else each needs one of its own."
    )
    targets: OneOrMore[StageName] = Field(
        (), description="Stages that are built with --target, too; what they are made from counts as used."
    )
    last: StageName | None = Field(
        None, description="The name of the last stage, which a plain `docker build` makes the image of."
    )

    examples = (
        met("the wanted one is last", dockerfile=VARIANTS, names=["base"], last="prod"),
        unmet("another one is last", dockerfile=VARIANTS, names=["base"], last="dev"),
        met("capitals make no difference", dockerfile=_NAMED, names=["builder", "runtime"]),
        met("the named one is there", dockerfile=_HALF, names=["builder"]),
        unmet("another name is wanted", dockerfile=_HALF, names=["builder", "runtime"]),
        unmet("nothing uses it", dockerfile="FROM a AS builder\nFROM b AS runtime\n", names=["builder"]),
        unmet("a variant that is no target", dockerfile=VARIANTS, names=["base", "dev", "prod"]),
        met("a variant that is a target", dockerfile=VARIANTS, names=["base", "dev"], targets=["dev"]),
        unmet("an image's name is no stage's", dockerfile="FROM builder\n", names=["builder"]),
        met("all have one", dockerfile=_NAMED),
        unmet("the last one has none", dockerfile=_HALF),
        unmet("one name twice", dockerfile="FROM a AS x\nFROM b AS x\n"),
    )

    @property
    @override
    def expected(self) -> str:
        names = f"stages named {', '.join(self.names)}" if self.names else "every stage has a name of its own"
        return f"{names}; {self.last} is the last one" if self.last else names

    @override
    def judge_text(self, dockerfile: Dockerfile) -> Finding:
        if self.names:
            missing = missing_stage(dockerfile, *self.names)
            wrong = missing or unused_stage(dockerfile, self.names, self.targets)
        else:
            wrong = nameless_stage(dockerfile)
        if wrong is None and self.last is not None:
            wrong = another_is_last(dockerfile, self.last, self.names)
        names = (stage.name or "(no name)" for stage in dockerfile.stages)
        return wrong or Met(f"stages: {one_line(', '.join(names))}")
