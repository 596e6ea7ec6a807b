"""Where in a Dockerfile something is said: an instruction, and the one of several that counts."""

from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from grader.dockerfile.model import Dockerfile, Instruction, Stage

StartKeyword = Literal["CMD", "ENTRYPOINT"]
_START: tuple[StartKeyword, ...] = get_args(StartKeyword)
Place = tuple[str, int]
"""The text of an instruction's arguments, and its line."""

_LAST_COUNTS = frozenset({"CMD", "ENTRYPOINT", "HEALTHCHECK", "STOPSIGNAL", "USER"})
"""Of several, only the last one has an effect on the image."""


def counting(dockerfile: Dockerfile, stage: Stage) -> dict[str, Instruction]:
    """The CMD, ENTRYPOINT, HEALTHCHECK, STOPSIGNAL and USER that count for the stage's image.

    An ENTRYPOINT takes away the CMD of the stage below (dispatchEntrypoint in BuildKit
    dockerfile2llb/convert.go).
    """
    found: dict[str, Instruction] = {}
    for part in dockerfile.lineage(stage):
        here = {item.keyword: item for item in dockerfile.executed(part) if item.keyword in _LAST_COUNTS}
        if "ENTRYPOINT" in here:
            found.pop("CMD", None)
        found |= here
    return found


def last_commands(dockerfile: Dockerfile) -> dict[StartKeyword, Instruction]:
    """The CMD and ENTRYPOINT of the final image, as far as the Dockerfile sets them."""
    found = counting(dockerfile, dockerfile.final)
    return {name: item for keyword, item in found.items() for name in _START if name == keyword}


def line_of(dockerfile: Dockerfile, *keywords: str) -> int | None:
    """The line of the last of these that counts for the final image; None where there is none."""
    final = dockerfile.final
    known = counting(dockerfile, final)
    wanted = [known[keyword] for keyword in keywords if keyword in known]
    return next(
        (item.line for item in reversed(dockerfile.executed_in_lineage(final)) if item in wanted), None
    )


def places_in_lineage(dockerfile: Dockerfile, stage: Stage, keyword: str) -> list[Place]:
    """Where the stage, or one that it builds on, executes the instruction so that it counts."""
    if keyword == "FROM":
        return [_from(dockerfile, part) for part in dockerfile.lineage(stage)]
    if keyword in _LAST_COUNTS:
        item = counting(dockerfile, stage).get(keyword)
        return [_place(item)] if item else []
    return list(_places(dockerfile.executed_in_lineage(stage), keyword))


def places_everywhere(dockerfile: Dockerfile, keyword: str) -> list[Place]:
    """Where any stage executes the instruction so that it counts there, and ARG before the first FROM."""
    if keyword == "FROM":
        return [_from(dockerfile, stage) for stage in dockerfile.stages]
    before = dockerfile.global_args if keyword == "ARG" else ()
    found = [(arg.name if arg.value is None else f"{arg.name}={arg.value}", arg.line) for arg in before]
    for stage in dockerfile.stages:
        here = list(_places(dockerfile.executed(stage), keyword))
        found += here[-1:] if keyword in _LAST_COUNTS else here
    return found


def undeclared(dockerfile: Dockerfile, names: Iterable[str]) -> str | None:
    """What to do about the first build argument that no stage declares; None where all are declared."""
    executed = (item for stage in dockerfile.stages for item in dockerfile.executed(stage))
    declared = {word.partition("=")[0] for item in executed if item.keyword == "ARG" for word in item.words}
    missing = [name for name in names if name not in declared]
    if not missing:
        return None
    return (
        f"No stage says ARG {missing[0]}. An ARG before the first FROM counts for FROM lines only: "
        "repeat it in the stage that uses it."
    )


def _places(instructions: Iterable[Instruction], keyword: str) -> Iterator[Place]:
    return (_place(item) for item in instructions if item.keyword == keyword)


def _place(item: Instruction) -> Place:
    return "\n".join([item.text, *(heredoc.content for heredoc in item.heredocs)]), item.line


def _from(dockerfile: Dockerfile, stage: Stage) -> Place:
    platform = f"--platform={stage.platform} " if stage.platform else ""
    base = dockerfile.stages[stage.base].name if isinstance(stage.base, int) else stage.base
    name = f" AS {stage.name}" if stage.name else ""
    return f"{platform}{base}{name}", stage.line
