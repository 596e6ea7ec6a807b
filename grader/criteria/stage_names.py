"""`stage_names`: the stages of the Dockerfile have names."""

from collections import Counter
from typing import Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import DockerfileKind, Finding, Met, Unmet, met, renamed, unmet
from grader.criterion.targets import StageName, missing_stage
from grader.dockerfile import Dockerfile
from grader.dockerfile.meaning.made_from import made_from, used_by_nothing
from grader.text import one_line

_TAKES = "COPY --from=0 /venv /venv\n"
_HALF = f"FROM python:3.11 AS builder\nFROM python:3.11-slim\n{_TAKES}"
_NAMED = f"FROM python:3.11 AS Builder\nFROM python:3.11-slim AS runtime\n{_TAKES}"
_VARIANTS = "FROM a AS base\nFROM base AS dev\nFROM base AS prod\n"


class StageNamesKind(DockerfileKind):
    """Certain stages, or all stages, have a name: `FROM ... AS name`.

    A name says what a stage is for, `--target` can build it, and COPY --from still fits when another
    stage is put in front. Names are compared in lower case, as BuildKit does. A stage with one of `names`
    counts where an image is made from it: that of the final stage, or of one of the `targets`.

    Judged on the words: the names, and the graph of stages that BuildKit follows.
    """

    old_spellings = renamed(all="stage_names without names: then every stage needs a name of its own")

    check: Literal["stage_names"]
    names: tuple[StageName, ...] = Field(
        (), min_length=1, description="Names that stages must have; else each needs one of its own."
    )
    targets: tuple[StageName, ...] = Field(
        (),
        min_length=1,
        description="Stages that are built with --target, too; what they are made from counts as used.",
    )

    last: StageName | None = Field(
        None, description="The name of the last stage, which a plain `docker build` makes the image of."
    )

    examples = (
        met("the wanted one is last", dockerfile=_VARIANTS, names=["base"], last="prod"),
        unmet("another one is last", dockerfile=_VARIANTS, names=["base"], last="dev"),
        met("capitals make no difference", dockerfile=_NAMED, names=["builder", "runtime"]),
        met("the named one is there", dockerfile=_HALF, names=["builder"]),
        unmet("another name is wanted", dockerfile=_HALF, names=["builder", "runtime"]),
        unmet("nothing uses it", dockerfile="FROM a AS builder\nFROM b AS runtime\n", names=["builder"]),
        unmet("a variant that is no target", dockerfile=_VARIANTS, names=["base", "dev", "prod"]),
        met("a variant that is a target", dockerfile=_VARIANTS, names=["base", "dev"], targets=["dev"]),
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
        wrong = self._missing(dockerfile) if self.names else _nameless(dockerfile)
        wrong = wrong or self._not_last(dockerfile)
        names = (stage.name or "(no name)" for stage in dockerfile.stages)
        return wrong or Met(f"stages: {one_line(', '.join(names))}")

    def _not_last(self, dockerfile: Dockerfile) -> Unmet | None:
        """What to tell where a plain build makes the image of another stage; a last one may build on it."""
        named = [stage.name for stage in dockerfile.lineage(dockerfile.final) if stage.name]
        of_these = [name for name in named if name in {*self.names, self.last}]
        if self.last is None or of_these[-1:] == [self.last]:
            return None
        final = one_line(named[-1], 80) if named else "one without a name"
        told = f"the last stage is {final}, and a plain docker build makes that one"
        hint = f"Put the stage {self.last} at the end, or build on it there: FROM {self.last}"
        return Unmet(told, hint, dockerfile.file, dockerfile.final.line)

    def _missing(self, dockerfile: Dockerfile) -> Unmet | None:
        """What to tell where one of the names is not there, or no image is made from its stage."""
        if (missing := missing_stage(dockerfile, *self.names)) is not None:
            return missing
        used = made_from(dockerfile, *self.targets)
        named = (dockerfile.stage(name) for name in self.names)
        unused = [stage for stage in named if stage is not None and stage not in used]
        if not unused:
            return None
        hint = "Take the stage's result into a later one with COPY --from, or build on it with FROM."
        return Unmet(used_by_nothing(unused), hint, dockerfile.file, unused[0].line)


def _nameless(dockerfile: Dockerfile) -> Unmet | None:
    """What to tell where a stage has no name, or that of another; None where each has its own."""
    nameless = [stage.line for stage in dockerfile.stages if stage.name is None]
    if nameless:
        found = f"no name for the stage of line {', '.join(map(str, nameless[:9]))}"
        return Unmet(found, "Write AS and a name at the end of each FROM line.", dockerfile.file, nameless[0])
    count = Counter(stage.name for stage in dockerfile.stages)
    again = [stage for stage in dockerfile.stages if count[stage.name] > 1]
    if again:
        found = f"{count[again[0].name]} stages are named {one_line(again[0].name or '', 80)}"
        return Unmet(found, "Give each stage a name of its own.", dockerfile.file, again[1].line)
    return None
