"""Caps on what a Dockerfile holds: far more than anybody writes, and no more than an engine bears.

A builder works through what it was given to the end, also when nobody waits for it any more: 19,500 lines of
ENV kept one busy for an hour. Tried with Docker 26.1: 200 variables take 1.8 s, 400 take 5.8 s, 2,000 more
than 100 s; labels cost nothing to speak of.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from grader.dockerfile.errors import Problem
from grader.dockerfile.model import Instruction
from grader.dockerfile.stages import Base, Section

MAX_INSTRUCTIONS = 1_000
MAX_VARIABLES = 300
"""Names that ENV and ARG set, in all stages."""
MAX_LABELS = 1_000
MAX_WORDS = 2_000
"""Words of one instruction; the text of a command is one."""
MAX_PATH = 4_096
"""Characters of a path (PATH_MAX of Linux)."""
MAX_LAYERS = 120
"""Layers of one image above its base image; overlay2 mounts 128 in all (moby, layer/layer_store.go)."""

_LAYERS = frozenset({"ADD", "COPY", "RUN", "WORKDIR"})
_PATHS = frozenset({"ADD", "COPY"})
_KINDS = {"ENV": "variables", "ARG": "variables", "LABEL": "labels"}
_MOST = {"variables": MAX_VARIABLES, "labels": MAX_LABELS}


def check_next(before: int, item: Instruction) -> None:
    """Raise Problem where an instruction is one too many after so many others, or too long by itself."""
    if before >= MAX_INSTRUCTIONS:
        raise Problem(f"more than {MAX_INSTRUCTIONS} instructions", item.line)
    if len(item.words) > MAX_WORDS:
        raise Problem(f"{item.keyword} with more than {MAX_WORDS} words", item.line)
    if item.keyword in _PATHS and any(len(word) > MAX_PATH for word in item.words):
        raise Problem(f"{item.keyword} with a path of more than {MAX_PATH} characters", item.line)
    if item.trigger is not None:
        check_next(before, item.trigger)


def check_stages(before: Sequence[Instruction], sections: Sequence[Section], bases: Sequence[Base]) -> None:
    """Raise Problem where a stage has too many layers, or all set too much; ONBUILD counts where it acts.

    `before` are the ARGs before the first FROM.
    """
    layers: list[int] = []
    executed = list(before)
    for section, base in zip(sections, bases, strict=True):
        below = base.base if isinstance(base.base, int) else None
        here = (
            [*_triggers(sections[below]), *section.instructions]
            if below is not None
            else section.instructions
        )
        executed += here
        layers.append(
            (layers[below] if below is not None else 0) + sum(item.keyword in _LAYERS for item in here)
        )
        if layers[-1] > MAX_LAYERS:
            raise Problem(f"a stage of more than {MAX_LAYERS} layers", section.start.line)
        if len(executed) > MAX_INSTRUCTIONS:
            raise Problem(f"more than {MAX_INSTRUCTIONS} instructions with ONBUILD", section.start.line)
    _check_names(executed)


def _triggers(section: Section) -> Iterator[Instruction]:
    return (item.trigger for item in section.instructions if item.trigger is not None)


def _check_names(instructions: Iterable[Instruction]) -> None:
    counts: Counter[str] = Counter()
    for item in instructions:
        if (kind := _KINDS.get(item.keyword)) is not None:
            counts[kind] += len(item.words) if item.keyword == "ARG" else len(item.words) // 2
            if counts[kind] > _MOST[kind]:
                raise Problem(f"more than {_MOST[kind]} {kind}", item.line)
