"""Who put files into the image, told by what each own layer adds."""

import re

from grader.criterion.finding import Finding, Met, Unmeasured, Unmet
from grader.dockerfile import Dockerfile
from grader.evidence import LayerEntry, OwnLayer, OwnLayersFact
from grader.text import one_line
from grader.values import Value


class Made(Value):
    """A path in the image, and the layer that made it what it is."""

    path: str
    layer: OwnLayer

    @property
    def by_run(self) -> bool:
        """Whether a RUN made it."""
        return (self.layer.made_by or "").startswith("RUN")

    @property
    def told(self) -> str:
        """The instruction with its line, and the path."""
        line = f"line {self.layer.line}: " if self.layer.line else ""
        return f"{line}{one_line(self.layer.made_by or 'a layer', 80)} adds {one_line(self.path, 120)}"


def makers(fact: OwnLayersFact) -> list[Made]:
    """The paths that own layers add, in order.

    A layer that only gives a file another owner or other bits did not make it: kind and size are the same.
    """
    known: dict[str, tuple[LayerEntry, OwnLayer]] = {}
    for layer in fact.layers:
        for entry in layer.entries:
            before = known.get(entry.path)
            if entry.kind in {"whiteout", "opaque"}:
                known.pop(entry.path, None)
            elif before is None or not _same(entry, before[0]):
                known[entry.path] = (entry, layer)
    return [Made(path, layer) for path, (_, layer) in known.items()]


def lines_taking(dockerfile: Dockerfile, name: str | None, *, runs: bool) -> set[int]:
    """The lines of COPY --from, and of RUN --mount=from= with `runs`, that take from a stage of this name."""
    return {
        source.line
        for part in dockerfile.lineage(dockerfile.final)
        for source in part.sources
        if source.stage is not None
        and (source.keyword == "COPY" or runs)
        and name in (None, dockerfile.stages[source.stage].name)
    }


def held(
    pattern: str, fact: OwnLayersFact, dockerfile: Dockerfile, takers: set[int], *, run_may_add: bool
) -> Finding:
    """Whether what matches came by an instruction of one of the lines `takers`, and none by another RUN."""
    if (unclear := cannot_tell(fact, dockerfile)) is not None:
        return unclear
    made = makers(fact)
    wrong = [] if run_may_add else [each for each in made if each.by_run]
    taken = [each for each in made if each.layer.line in takers]
    if taken and not wrong:
        return Met(taken[0].told)
    if wrong := wrong or made:
        hint = "Install in the earlier stage only, and copy the result to where Python looks for it."
        return Unmet(wrong[0].told, hint, dockerfile.file, wrong[0].layer.line)
    return Unmet(f"no layer of the image adds {pattern}", *_elsewhere(pattern, dockerfile, takers))


def _elsewhere(pattern: str, dockerfile: Dockerfile, takers: set[int]) -> tuple[str, str, int]:
    """What to do about copies that bring nothing to where it is wanted, with the place of the first."""
    wanted = re.split(r"[*?]", pattern)[0].rpartition("/")[0]
    if not takers or not wanted:
        hint = "Copy the folder that holds it, to the place where it belongs."
        return hint, dockerfile.file, min(takers, default=dockerfile.final.line)
    lines = " and ".join(f"line {line}" for line in sorted(takers)[:2])
    hint = f"It must be below {one_line(wanted, 100)} in the last stage: look at the last word of {lines}."
    return hint, dockerfile.file, min(takers)


def cannot_tell(fact: OwnLayersFact, dockerfile: Dockerfile) -> Unmet | Unmeasured | None:
    """What to tell where the layers do not show who made what; None where they do."""
    if fact.excess:
        return Unmet(f"a layer cannot be looked into: {fact.excess}", "Leave out what is so large.")
    if any(layer.entries and (not layer.made_by or layer.line is None) for layer in fact.layers):
        return Unmeasured(f"the layers cannot be matched with the instructions of {dockerfile.file}")
    return None


def _same(entry: LayerEntry, before: LayerEntry) -> bool:
    if "hardlink" in {entry.kind, before.kind}:
        return {entry.kind, before.kind} <= {"hardlink", "file"}
    return entry.kind == before.kind and (entry.kind == "folder" or entry.size_bytes == before.size_bytes)
