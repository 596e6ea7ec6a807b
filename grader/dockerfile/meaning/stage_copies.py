"""`COPY --from`: what a stage takes from other stages, path by path."""

import posixpath
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from grader.dockerfile import Dockerfile, Instruction, Stage
from grader.dockerfile.meaning.steps import Word, steps
from grader.values import Value

_WILDCARDS_ONLY = re.compile(r"[*?.]*\*[*?.]*")
_USUAL_FOLDERS = ("bin", "etc", "usr", "var")


class Copied(Value):
    """One path of one COPY --from, absolute in the stage with the index `stage` that it comes from."""

    stage: int
    path: str
    line: int
    missing: frozenset[str] = frozenset()
    """Variables in the path whose values the Dockerfile does not tell; the path is then as written."""

    def matches(self, pattern: str) -> bool:
        """Whether the path, or the folder of which it names all, matches a glob; `*` matches `/`, too."""
        content_of = self.path.removesuffix("/*")
        return any(fnmatchcase(path, absolute(pattern)) for path in (self.path, content_of))


def absolute(path: str) -> str:
    """The path from the root folder on, as COPY --from takes it: without `.`, `..` and `/` at its end."""
    if path.startswith("*"):
        return path.rstrip("/") or path
    return posixpath.normpath("/" + path.lstrip("/"))


def copies(dockerfile: Dockerfile, stage: Stage) -> list[Copied]:
    """All that the stage and the stages it builds on copy from stages, but not from themselves."""
    lineage = {part.index for part in dockerfile.lineage(stage)}
    sources = iter(_sources(dockerfile, stage))
    found = []
    for step in steps(dockerfile, stage):
        if not _takes(step.instruction):
            continue
        index = next(sources)
        if index is not None and index not in lineage:
            found += [_copied(index, word, step.instruction.line) for word in step.words[:-1]]
    return found


def takes_everything(dockerfile: Dockerfile, copied: Copied) -> bool:
    """Whether the path is the whole file system of a stage that is more than a few chosen files.

    A stage from `scratch` that was itself filled with chosen files may be copied whole.
    """
    waiting, seen = [copied], set[int]()
    while waiting:
        taken = waiting.pop()
        if taken.missing or not _is_root(taken.path) or taken.stage in seen:
            continue
        seen.add(taken.stage)
        stage = dockerfile.stages[taken.stage]
        if stage.image != "scratch":
            return True
        waiting += copies(dockerfile, stage)
    return False


def _sources(dockerfile: Dockerfile, stage: Stage) -> Iterator[int | None]:
    """For each COPY --from in order the stage's index, None for an image."""
    for part in dockerfile.lineage(stage):
        taken = [source.stage for source in part.sources if source.keyword == "COPY"]
        takers = [item for item in dockerfile.executed(part) if _takes(item)]
        yield from (index for index, _ in zip(taken, takers, strict=True))


def _takes(item: Instruction) -> bool:
    return item.keyword == "COPY" and bool(item.flag("from"))


def _copied(index: int, word: Word, line: int) -> Copied:
    return Copied(index, absolute("/" + (word.written if word.missing else word.value)), line, word.missing)


def _is_root(path: str) -> bool:
    first = path.strip("/").partition("/")[0]
    everything = _WILDCARDS_ONLY.fullmatch(first) or all(fnmatchcase(name, first) for name in _USUAL_FOLDERS)
    rest = path.strip("/").partition("/")[2]
    return not first or bool(everything and (not rest or _WILDCARDS_ONLY.fullmatch(rest)))
