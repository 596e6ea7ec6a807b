"""The steps of a build, each with the shell that it runs."""

import re
from collections.abc import Callable, Sequence
from itertools import dropwhile

from grader.bench.shell_texts import run_texts
from grader.dockerfile import Dockerfile, Instruction, Stage
from grader.engine.model import StepDone
from grader.evidence import HistoryEntry, RebuiltStep
from grader.evidence.history import CHANGE_FILES
from grader.text import one_line

_NAME = re.compile(
    r"\[(?:[^\]]*?(?P<stage>[^\s\]]+) )?(?P<at>[0-9]{1,4})/[0-9]{1,4}\] (?P<text>.+)", re.DOTALL
)
_UNNAMED = re.compile(r"stage-([0-9]{1,4})")


def rebuilt_steps(
    dockerfile: Dockerfile, done: Sequence[StepDone], read_script: Callable[[str], str | None]
) -> tuple[RebuiltStep, ...]:
    """What was done of a build's RUN steps; their text is the Dockerfile's where the step is found there."""
    found = []
    for step in done:
        match = _NAME.fullmatch(step.name)
        text = match["text"] if match else step.name
        if not text.startswith("RUN "):
            continue
        item = _instruction(dockerfile, match["stage"], int(match["at"])) if match else None
        texts = [text.removeprefix("RUN ")]
        if item is not None:
            texts = [each.text for each in run_texts(item, dockerfile.file, read_script)]
        line = item.line if item else None
        found.append(RebuiltStep(one_line(step.name, 120), tuple(texts), step.cached, step.seconds, line))
    return tuple(found)


def was_cached(entry: HistoryEntry, done: Sequence[StepDone]) -> bool:
    """Whether the builder said of every step of the same words that its layer was in the cache.

    That it had run for another build is not said, but seen by the clock: then the layer itself must tell.
    """
    alike = [
        step.cached and step.seconds is None
        for step in done
        if _without_flags(step.name) == _without_flags(entry.instruction)
    ]
    return bool(alike) and all(alike)


def _without_flags(name: str) -> list[str]:
    """Keyword and arguments: a history leaves out flags that the builder names."""
    match = _NAME.fullmatch(name)
    keyword, *words = (match["text"] if match else name).split()
    return [keyword, *dropwhile(lambda word: word.startswith("--"), words)]


def _instruction(dockerfile: Dockerfile, name: str | None, at: int) -> Instruction | None:
    """The RUN that is step `at` of a stage, of which FROM is the first; None where another one is there."""
    stage = _stage(dockerfile, name)
    if stage is None:
        return None
    made = [item for item in dockerfile.executed(stage) if item.keyword in CHANGE_FILES]
    item = made[at - 2] if 0 <= at - 2 < len(made) else None
    return item if item is not None and item.keyword == "RUN" else None


def _stage(dockerfile: Dockerfile, name: str | None) -> Stage | None:
    unnamed = _UNNAMED.fullmatch(name or "")
    if unnamed is not None and dockerfile.stage(name) is None:
        index = int(unnamed[1])
        return dockerfile.stages[index] if index < len(dockerfile.stages) else None
    return dockerfile.stage(name)
