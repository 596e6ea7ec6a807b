"""`stage_count`: the Dockerfile has so many stages."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.dockerfile import read_dockerfile
from grader.evidence import DockerfileText, Facts, Question


class StageCount(Criterion):
    """The Dockerfile has at least so many stages, each begun by a FROM instruction.

    Only what is left in the last stage ends up in the image. A stage before it can hold compilers
    and sources without making the image any larger.
    """

    check: Literal["stage_count"]
    at_least: Annotated[int, Field(ge=1, strict=True, description="The fewest stages allowed.")]

    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            "two stages",
            Met,
            {DockerfileText(): read_dockerfile(b"FROM python:3.11 AS build\nFROM python:3.11-slim\n")},
            {"at_least": 2},
        ),
        Example(
            "a FROM inside a heredoc is data, not a stage",
            Unmet,
            {DockerfileText(): read_dockerfile(b"FROM python:3.11\nRUN <<EOF\nFROM x\nEOF\n")},
            {"at_least": 2},
        ),
    )

    @property
    def expected(self) -> str:
        """The number of stages."""
        return f"at least {_stages(self.at_least)}"

    def questions(self) -> tuple[Question[Any], ...]:
        """The Dockerfile."""
        return (DockerfileText(),)

    def judge(self, facts: Facts) -> Finding:
        """Count the stages."""
        stages = facts[DockerfileText()].stages
        lines = ", ".join(str(stage.line) for stage in stages[:9])
        found = f"{_stages(len(stages))} (FROM on line {lines})"
        if len(stages) >= self.at_least:
            return Met(found)
        return Unmet(found, file=facts[DockerfileText()].file, line=stages[-1].line)


def _stages(count: int) -> str:
    return f"{count} stage" if count == 1 else f"{count} stages"
