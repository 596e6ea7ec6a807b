"""Where a Dockerfile has an instruction that counts."""

from collections.abc import Iterable, Iterator

from grader.dockerfile import Dockerfile, Instruction, Stage
from grader.dockerfile.meaning.lineage import executed, executed_in_lineage

_LAST_COUNTS = frozenset({"CMD", "ENTRYPOINT", "HEALTHCHECK", "STOPSIGNAL", "USER"})
"""Of several, only the last one has an effect on the image."""

Place = tuple[str, int]
"""The text of an instruction's arguments, and its line."""


def places_in_lineage(dockerfile: Dockerfile, stage: Stage, keyword: str) -> list[Place]:
    """Where the stage, or one that it builds on, executes the instruction."""
    if keyword == "FROM":
        return [_from(dockerfile, one) for one in dockerfile.lineage(stage)]
    return list(_places(executed_in_lineage(dockerfile, stage), keyword))


def places_everywhere(dockerfile: Dockerfile, keyword: str) -> list[Place]:
    """Where any stage executes the instruction, and ARG before the first FROM."""
    if keyword == "FROM":
        return [_from(dockerfile, stage) for stage in dockerfile.stages]
    before = dockerfile.global_args if keyword == "ARG" else ()
    found = [(one.name if one.value is None else f"{one.name}={one.value}", one.line) for one in before]
    for stage in dockerfile.stages:
        found += _places(executed(dockerfile, stage), keyword)
    return found


def _places(instructions: Iterable[Instruction], keyword: str) -> Iterator[Place]:
    found = [item for item in instructions if item.keyword == keyword]
    for item in found[-1:] if keyword in _LAST_COUNTS else found:
        yield "\n".join([item.text, *(heredoc.content for heredoc in item.heredocs)]), item.line


def _from(dockerfile: Dockerfile, stage: Stage) -> Place:
    platform = f"--platform={stage.platform} " if stage.platform else ""
    base = dockerfile.stages[stage.base].name if isinstance(stage.base, int) else stage.base
    name = f" AS {stage.name}" if stage.name else ""
    return f"{platform}{base}{name}", stage.line
