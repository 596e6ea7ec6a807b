"""`stage_count`: the Dockerfile has so many stages."""

from typing import Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import DockerfileKind, Finding, Met, Unmet, met, unmet
from grader.dockerfile import Dockerfile


class StageCountKind(DockerfileKind):
    """The Dockerfile has at least so many stages, each begun by a FROM instruction.

    Only what is left in the last stage ends up in the image. A stage before it can hold compilers
    and sources without making the image any larger.
    """

    check: Literal["stage_count"]
    at_least: int = Field(ge=1, strict=True, description="The fewest stages allowed.")

    examples = (
        met("two stages", dockerfile="FROM python:3.11 AS build\nFROM python:3.11-slim\n", at_least=2),
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
        stages = dockerfile.stages
        lines = ", ".join(str(stage.line) for stage in stages[:9])
        found = f"{_stages(len(stages))} (FROM on line {lines})"
        if len(stages) >= self.at_least:
            return Met(found)
        return Unmet(found, file=dockerfile.file, line=stages[-1].line)


def _stages(count: int) -> str:
    return f"{count} stage" if count == 1 else f"{count} stages"
