"""Whether the stages can be built in the order they stand in."""

from collections.abc import Sequence

from grader.dockerfile.errors import Problem
from grader.dockerfile.model import FileSource, Stage


def check_cycles(stages: Sequence[Stage]) -> None:
    """Raise Problem when stages take files from one another in a circle (validateCircularDependency)."""
    waiting = {stage.index: _needs(stage) for stage in stages}
    needed_by: dict[int, list[int]] = {stage.index: [] for stage in stages}
    for index, needs in waiting.items():
        for need in needs:
            needed_by[need].append(index)
    free = [index for index, needs in waiting.items() if not needs]
    while free:
        done = free.pop()
        del waiting[done]
        for index in needed_by[done]:
            waiting[index].discard(done)
            if not waiting[index]:
                free.append(index)
    for index in sorted(waiting):
        for source in stages[index].sources:
            if source.stage in waiting and source.stage >= index:
                why = f"circular dependency detected on stage: {_title(stages[index])}"
                raise Problem(why, source.line)


def reachable(stages: Sequence[Stage], *ends: int) -> list[Stage]:
    """Return the stages that those with the indexes `ends` are made from, themselves included, in order.

    The final stage is the end where none is named. It is the graph that BuildKit follows: FROM of a stage,
    COPY --from and RUN --mount=from, those of ONBUILD included; no other stage is built.
    """
    found: set[int] = set()
    ahead = list(ends or (len(stages) - 1,))
    while ahead:
        index = ahead.pop()
        if index not in found:
            found.add(index)
            base = stages[index].base
            ahead += _needs(stages[index]) | ({base} if isinstance(base, int) else set())
    return [stages[index] for index in sorted(found)]


def check_order(stage: Stage, stages: Sequence[Stage]) -> None:
    """Raise Problem when the stage takes files from one that stands after it."""
    for source in stage.sources:
        if source.stage is not None and source.stage >= stage.index:
            raise Problem(_too_early(source, stage, stages[source.stage]), source.line)


def _too_early(source: FileSource, stage: Stage, wanted: Stage) -> str:
    verb = "copy" if source.keyword == "COPY" else "mount"
    return (
        f'cannot {verb} from stage "{_title(wanted)}", it needs to be defined before current stage'
        f' "{_title(stage)}"'
    )


def _needs(stage: Stage) -> set[int]:
    return {source.stage for source in stage.sources if source.stage is not None}


def _title(stage: Stage) -> str:
    return stage.name or f"stage-{stage.index}"
