"""Which stages an image is made from, and which are in the Dockerfile only."""

from collections.abc import Collection

from grader.dockerfile import Dockerfile, Stage
from grader.dockerfile.refuse.build_order import reachable
from grader.text import one_line


def made_from(dockerfile: Dockerfile, *targets: str | None) -> list[Stage]:
    """The stages that the image is made from, in order: those of the final stage and of each target.

    A target that names no stage adds nothing.
    """
    ends = [stage.index for target in targets if (stage := dockerfile.stage(target)) is not None]
    return reachable(dockerfile.stages, dockerfile.final.index, *ends)


def used_by_nothing(stages: Collection[Stage]) -> str:
    """What to tell of stages that no image is made from; empty without one."""
    said = [f"{_title(stage)} is used by nothing" for stage in list(stages)[:3]]
    more = [f"and {len(stages) - 3} more"] if len(stages) > 3 else []
    return ", ".join([*said, *more])


def _title(stage: Stage) -> str:
    return f"the stage {one_line(stage.name, 60)}" if stage.name else f"the stage of line {stage.line}"
