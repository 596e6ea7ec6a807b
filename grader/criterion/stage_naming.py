"""What to tell of stages that have no name of their own, that nothing uses, or that are not the last one."""

from collections import Counter
from collections.abc import Collection

from grader.criterion.finding import Unmet
from grader.dockerfile import Dockerfile
from grader.dockerfile.meaning.made_from import made_from, used_by_nothing
from grader.text import one_line


def nameless_stage(dockerfile: Dockerfile) -> Unmet | None:
    """What to tell where a stage has no name, or that of another; None where each has its own."""
    nameless = [stage.line for stage in dockerfile.stages if stage.name is None]
    if nameless:
        found = f"no name for the stage of line {', '.join(map(str, nameless[:9]))}"
        return Unmet(found, "Write AS and a name at the end of each FROM line.", dockerfile.file, nameless[0])
    count = Counter(stage.name for stage in dockerfile.stages)
    again = [stage for stage in dockerfile.stages if count[stage.name] > 1]
    if again:
        found = f"{count[again[0].name]} stages are named {one_line(again[0].name or '', 80)}"
        return Unmet(found, "Give each stage a name of its own.", dockerfile.file, again[1].line)
    return None


def unused_stage(dockerfile: Dockerfile, names: Collection[str], targets: Collection[str]) -> Unmet | None:
    """What to tell where a stage of `names` is used by no image: the final stage's, or that of a target."""
    used = made_from(dockerfile, *targets)
    named = (dockerfile.stage(name) for name in names)
    unused = [stage for stage in named if stage is not None and stage not in used]
    if not unused:
        return None
    hint = "Take the stage's result into a later one with COPY --from, or build on it with FROM."
    return Unmet(used_by_nothing(unused), hint, dockerfile.file, unused[0].line)


def another_is_last(dockerfile: Dockerfile, last: str, names: Collection[str]) -> Unmet | None:
    """What to tell where a plain build makes the image of another stage; a last one may build on it.

    Of the stages that the final one builds on, those of other names than `names` and `last` do not count.
    """
    named = [stage.name for stage in dockerfile.lineage(dockerfile.final) if stage.name]
    if [name for name in named if name in {*names, last}][-1:] == [last]:
        return None
    final = one_line(named[-1], 80) if named else "one without a name"
    told = f"the last stage is {final}, and a plain docker build makes that one"
    hint = f"Put the stage {last} at the end, or build on it there: FROM {last}"
    return Unmet(told, hint, dockerfile.file, dockerfile.final.line)
