"""`stage_count`: the image is made from so many stages."""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import DockerfileKind, Finding, Met, Unmet, met, unmet
from grader.dockerfile import Dockerfile
from grader.dockerfile.meaning.made_from import made_from, used_by_nothing

_UNUSED = "FROM python:3.11 AS build\nRUN make\nFROM python:3.11-slim\n"


class StageCountKind(DockerfileKind):
    """The image is made from at least so many stages, each begun by a FROM instruction.

    Only what is left in the last stage ends up in the image. A stage before it can hold compilers and
    sources without making the image any larger, where a later one takes its result with COPY --from, builds
    on it with FROM or mounts it. A stage that nothing uses is not even built, and does not count.

    Judged on the words: the graph of stages that BuildKit follows. What a stage gives is not weighed.
    """

    check: Literal["stage_count"]
    at_least: int = Field(ge=1, strict=True, description="The fewest stages allowed.")

    examples = (
        met("two stages", dockerfile=f"{_UNUSED}COPY --from=build /app /app\n", at_least=2),
        met(
            "a mounted stage", dockerfile=f"{_UNUSED}RUN --mount=from=build,target=/b cp /b/x /\n", at_least=2
        ),
        met("a stage that the last one builds on", dockerfile="FROM a AS base\nFROM base\n", at_least=2),
        unmet("a stage that nothing uses", dockerfile=_UNUSED, at_least=2),
        unmet(
            "a FROM inside a heredoc is data, not a stage",
            dockerfile="FROM python:3.11\nRUN <<EOF\nFROM x\nEOF\n",
            at_least=2,
        ),
    )

    @property
    @override
    def expected(self) -> str:
        return f"at least {_stages(self.at_least)}"

    @override
    def judge_text(self, dockerfile: Dockerfile) -> Finding:
        used = made_from(dockerfile)
        lines = ", ".join(str(stage.line) for stage in used[:9])
        found = f"{_stages(len(used))} (FROM on line {lines})"
        unused = [stage for stage in dockerfile.stages if stage not in used]
        found += f"; {used_by_nothing(unused)}" if unused else ""
        if len(used) >= self.at_least:
            return Met(found)
        if not unused:
            return Unmet(found, file=dockerfile.file, line=used[-1].line)
        hint = "Take the stage's result into a later one with COPY --from, or leave the stage out."
        return Unmet(found, hint, dockerfile.file, unused[0].line)


def _stages(count: int) -> str:
    return f"{count} stage" if count == 1 else f"{count} stages"
