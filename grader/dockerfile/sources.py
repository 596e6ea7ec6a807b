"""What stages take from one another and from images: `COPY --from` and `RUN --mount=from`.

Facts: toCommand and initOnBuildTriggers in BuildKit dockerfile2llb/convert.go, convert_runmount.go.
"""

import re
from collections.abc import Iterator, Sequence

from grader.dockerfile.errors import Problem, on_line
from grader.dockerfile.model import FileSource, Instruction
from grader.dockerfile.parse.syntax import substitute
from grader.dockerfile.refuse.forms import check_form
from grader.dockerfile.refuse.mounts import mount_sources
from grader.dockerfile.stages import Base, Section, image_named

MAX_SOURCES = 10_000
"""Most `--from`s of one file, each ONBUILD counted as often as it is triggered. BuildKit knows no limit."""

_INDEX = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)


def all_sources(
    sections: Sequence[Section], bases: Sequence[Base], escape: str
) -> list[tuple[FileSource, ...]]:
    """Return, for each stage, what it takes from elsewhere. Raises Problem."""
    finder = _Finder(sections, escape)
    own = [[*finder.sources(section.instructions)] for section in sections]
    return [
        (*_triggered(sections, base, section.start.line, finder), *found)
        for section, base, found in zip(sections, bases, own, strict=True)
    ]


def _triggered(sections: Sequence[Section], base: Base, line: int, finder: "_Finder") -> Iterator[FileSource]:
    """Yield what the ONBUILD instructions of the stage below bring in."""
    if not isinstance(base.base, int):
        return
    for item in sections[base.base].instructions:
        if item.trigger is not None:
            with on_line(line, f"ONBUILD trigger from line {item.line}: "):
                check_form(item.trigger)
            yield from finder.sources([item.trigger], line)


class _Finder:
    """Finds stages and images by the names that COPY and RUN use.

    Every image found counts as one more stage for a later `COPY --from=<index>`, as in BuildKit.
    """

    def __init__(self, sections: Sequence[Section], escape: str) -> None:
        self._by_name = {section.name: index for index, section in enumerate(sections) if section.name}
        self._by_index: list[int | str] = [*range(len(sections))]
        self._escape = escape
        self._found = 0

    def sources(self, instructions: Sequence[Instruction], line: int = 0) -> Iterator[FileSource]:
        for item in instructions:
            with on_line(line or item.line):
                names = list(self._of(item))
            for found in names:
                self._found += 1
                if self._found > MAX_SOURCES:
                    raise Problem(f"more than {MAX_SOURCES} files taken from elsewhere", item.line)
                stage, image = (found, None) if isinstance(found, int) else (None, found)
                yield FileSource(item.keyword, line or item.line, stage, image)

    def _of(self, item: Instruction) -> Iterator[int | str]:
        if item.keyword == "COPY" and (name := item.flag("from")):
            self._refuse_variables(name)
            yield self._numbered(int(name)) if _INDEX.fullmatch(name) else self._named(name)
        elif item.keyword == "RUN":
            names = (self._named(name) for name in mount_sources(item))
            yield from (found for found in names if found != "scratch")

    def _refuse_variables(self, name: str) -> None:
        if substitute(name, self._escape, {}) != name:
            raise Problem(
                "variable expansion is not supported for --from, define a new stage with FROM using ARG from"
                " global scope as a workaround"
            )

    def _numbered(self, index: int) -> int | str:
        if not 0 <= index < len(self._by_index):
            raise Problem(f"invalid stage index {index}")
        return self._by_index[index]

    def _named(self, name: str) -> int | str:
        stage = self._by_name.get(name.lower())
        if stage is not None:
            return stage
        image = image_named(name)
        self._by_index.append(image)
        return image
