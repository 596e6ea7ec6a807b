"""Where in a Dockerfile the final image's setting comes from."""

from grader.dockerfile import Dockerfile, Instruction


def last_instruction(dockerfile: Dockerfile, *keywords: str) -> Instruction | None:
    """The last of these instructions that the final image is made with: the one that counts."""
    lineage = dockerfile.lineage(dockerfile.final)
    found = [item for stage in lineage for item in stage.instructions if item.keyword in keywords]
    return found[-1] if found else None


def line_of(dockerfile: Dockerfile, *keywords: str) -> int:
    """The line of `last_instruction`, or of the final stage's FROM where there is none."""
    item = last_instruction(dockerfile, *keywords)
    return item.line if item else dockerfile.final.line
