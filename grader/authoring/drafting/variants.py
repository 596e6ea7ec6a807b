"""Stages that a plain build leaves out, and that are built with --target."""

from grader.dockerfile import Dockerfile, Stage
from grader.dockerfile.meaning.made_from import made_from


def variants(dockerfile: Dockerfile) -> list[Stage]:
    """The named stages that the final image is not made from, and that no other stage uses."""
    used = made_from(dockerfile)
    rest = [stage for stage in dockerfile.stages if stage not in used and stage.name]
    return [stage for stage in rest if not any(_uses(dockerfile, other, stage) for other in rest)]


def _uses(dockerfile: Dockerfile, other: Stage, stage: Stage) -> bool:
    return other is not stage and stage in made_from(dockerfile, other.name) and other in dockerfile.stages
