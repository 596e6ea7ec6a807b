"""Stages by their names, as `docker build --target` takes them."""

from typing import Annotated

from pydantic import Field

from grader.criterion.base import Criterion
from grader.criterion.finding import Unmet
from grader.dockerfile import Dockerfile
from grader.evidence import BuildOptions
from grader.text import one_line

StageName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.-]*$")]


class StageKind(Criterion):
    """A kind that judges the image of one stage, which is the final one where none is named."""

    target: StageName | None = Field(
        None, description="Name of the stage to build, as in `docker build --target`; else the final stage."
    )

    @property
    def options(self) -> BuildOptions:
        """How that image is built."""
        return BuildOptions(self.target)


def missing_stage(dockerfile: Dockerfile, *names: str | None) -> Unmet | None:
    """What to tell where a stage of one of the names is not there; None where all are."""
    for name in names:
        if dockerfile.stage(name) is None:
            there = ", ".join(stage.name for stage in dockerfile.stages if stage.name)
            return Unmet(
                f"no stage is named {name}; named stages: {one_line(there, 200) or 'none'}",
                hint=f"Give the stage its name in its FROM line: FROM ... AS {name}",
                file=dockerfile.file,
                line=dockerfile.final.line,
            )
    return None
