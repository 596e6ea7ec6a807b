"""Where in a Dockerfile the final image's setting comes from."""

from collections.abc import Iterable

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


def undeclared(dockerfile: Dockerfile, names: Iterable[str]) -> str | None:
    """What to do about the first build argument that no stage declares; None where all are declared."""
    items = [item for stage in dockerfile.stages for item in stage.instructions if item.keyword == "ARG"]
    declared = {word.partition("=")[0] for item in items for word in item.words}
    missing = [name for name in names if name not in declared]
    if not missing:
        return None
    return (
        f"No stage says ARG {missing[0]}. An ARG before the first FROM counts for FROM lines only: "
        "repeat it in the stage that uses it."
    )
