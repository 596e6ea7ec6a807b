"""From instructions to stages: global arguments, and what each FROM means."""

from collections.abc import Mapping, Sequence

from grader.dockerfile.errors import Problem, on_line
from grader.dockerfile.expand import Expander
from grader.dockerfile.model import GlobalArg, Instruction
from grader.dockerfile.platforms import check_platform
from grader.dockerfile.reference import familiar_reference
from grader.dockerfile.refuse.forms import stage_name
from grader.values import Value

MAX_STAGES = 100
"""BuildKit knows no limit; nobody writes that many by hand."""


class Section(Value):
    """A FROM and the instructions up to the next one."""

    start: Instruction
    instructions: tuple[Instruction, ...]

    @property
    def name(self) -> str | None:
        """The stage's name in small letters."""
        return stage_name(self.start)


class Base(Value):
    """What a FROM resolves to."""

    base: str | int
    image: str
    platform: str | None
    unset: frozenset[str]
    """Variables of the FROM line that have no value."""


def split_sections(instructions: Sequence[Instruction]) -> tuple[list[Instruction], list[Section]]:
    """Return the ARGs before the first FROM, and the sections. Raises Problem for no stage or too many."""
    starts = [number for number, item in enumerate(instructions) if item.keyword == "FROM"]
    before = list(instructions[: starts[0]] if starts else instructions)
    if not starts:
        raise Problem("dockerfile contains no stages to build: it has no FROM", before[0].line)
    if len(starts) > MAX_STAGES:
        raise Problem(f"more than {MAX_STAGES} stages", instructions[starts[MAX_STAGES]].line)
    ends = [*starts[1:], len(instructions)]
    pairs = zip(starts, ends, strict=True)
    return before, [
        Section(instructions[start], tuple(instructions[start + 1 : end])) for start, end in pairs
    ]


def global_args(
    before: Sequence[Instruction], expander: Expander, build_args: Mapping[str, str]
) -> list[GlobalArg]:
    """Evaluate the ARGs before the first FROM in order, and leave their values in `expander`.

    A build argument replaces the default; an ARG without either keeps what was set before.
    Raises Problem (BuildKit: buildMetaArgs in dockerfile2llb/convert.go).
    """
    found = []
    for item in before:
        for word in item.words:
            name, equals, default = word.partition("=")
            if name in build_args:
                expander.values[name] = build_args[name]
            elif equals:
                with on_line(item.line):
                    expander.values[name] = expander.expand(default)[0]
            found.append(GlobalArg(name, expander.values.get(name), item.line, bool(equals)))
    return found


def resolve_bases(sections: Sequence[Section], expander: Expander) -> list[Base]:
    """Resolve every FROM: variables, an earlier stage by its name, or an image.

    Only a name in small letters is looked up among the stages, and no index is
    (addState in BuildKit dockerfile2llb/convert.go). Raises Problem.
    """
    earlier: dict[str, int] = {}
    bases: list[Base] = []
    for index, section in enumerate(sections):
        with on_line(section.start.line):
            name, unset = _base_name(section.start, expander)
            platform, unset_too = _platform(section.start, expander)
            stage = earlier.get(name)
            image = image_named(name) if stage is None else bases[stage].image
        bases.append(Base(name if stage is None else stage, image, platform, unset | unset_too))
        if section.name is not None:
            earlier[section.name] = index
    return bases


def image_named(name: str) -> str:
    """Return the image's familiar form, where no stage has the name. Raises Problem."""
    try:
        return familiar_reference(name)
    except ValueError as error:
        raise Problem(f'failed to parse stage name "{name}": {error}') from None


def _base_name(start: Instruction, expander: Expander) -> tuple[str, frozenset[str]]:
    name, unset = expander.expand(start.words[0])
    if not name:
        raise Problem(f"base name ({start.words[0]}) should not be blank")
    return name, unset


def _platform(start: Instruction, expander: Expander) -> tuple[str | None, frozenset[str]]:
    written = start.flag("platform")
    if not written:
        return None, frozenset()
    value, unset = expander.expand(written)
    if not value:
        raise Problem(f"empty platform value from expression {written}")
    with on_line(start.line, f"failed to parse platform {written}: "):
        check_platform(value)
    return value, unset
