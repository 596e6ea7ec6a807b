"""Reading a Dockerfile from its bytes to its stages."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from grader.dockerfile.errors import on_line, refused_in
from grader.dockerfile.expand import Expander
from grader.dockerfile.model import Dockerfile, FileSource, Stage
from grader.dockerfile.parse.directives import read_directives
from grader.dockerfile.parse.instructions import read_instructions
from grader.dockerfile.parse.lines import decoded_lines
from grader.dockerfile.parse.logical import LineReader
from grader.dockerfile.platforms import check_platform, host_platform, predefined_args
from grader.dockerfile.refuse.build_order import check_cycles, check_order, reachable
from grader.dockerfile.refuse.caps import check_stages
from grader.dockerfile.refuse.usage import check_use
from grader.dockerfile.sources import all_sources
from grader.dockerfile.stages import Base, Section, global_args, resolve_bases, split_sections
from grader.dockerfile.warnings import section_warnings

_NO_ARGS: Mapping[str, str] = MappingProxyType({})


def read_dockerfile(
    source: bytes,
    file: str = "Dockerfile",
    *,
    build_args: Mapping[str, str] = _NO_ARGS,
    platform: str | None = None,
) -> Dockerfile:
    """Read a Dockerfile as BuildKit does.

    `file` is only the name that errors carry. `build_args` are the values of `--build-arg`. `platform` is the
    target, `os/architecture[/variant]`; without it, the one an engine on this machine builds for.

    Raises DockerfileError for what BuildKit would refuse before it fetches an image, and for a file that asks
    for an unreasonable amount of work. Raises ValueError for a `platform` that is none.
    """
    if platform is not None:
        check_platform(platform)
    with refused_in(file):
        lines = decoded_lines(source)
        directives = read_directives(lines)
        instructions, gaps = read_instructions(LineReader(lines, directives.escape))
        before, sections = split_sections(instructions)
        expander = Expander(directives.escape, _predefined(platform, sections[-1].name, build_args))
        args = global_args(before, expander, build_args)
        bases = resolve_bases(sections, expander)
        check_stages(before, sections, bases)
        stages = _stages(sections, bases, all_sources(sections, bases, directives.escape))
        _check_build(stages, directives.escape)
    return Dockerfile(
        file=file,
        stages=stages,
        escape=directives.escape,
        syntax=directives.syntax.value if directives.syntax else None,
        check=directives.check.value if directives.check else None,
        global_args=tuple(args),
        external_images=_external_images(stages),
        warnings=_warnings([*gaps, *section_warnings(sections, bases, args)]),
    )


def _predefined(platform: str | None, final: str | None, build_args: Mapping[str, str]) -> dict[str, str]:
    build = host_platform()
    values = predefined_args(platform or build, build, final)
    return {name: build_args.get(name, value) for name, value in values.items()}


def _stages(
    sections: Sequence[Section], bases: Sequence[Base], sources: Sequence[tuple[FileSource, ...]]
) -> tuple[Stage, ...]:
    return tuple(
        Stage(
            index=index,
            name=section.name,
            base=base.base,
            image=base.image,
            platform=base.platform,
            written_platform=section.start.flag("platform"),
            line=section.start.line,
            end_line=(section.instructions or (section.start,))[-1].end_line,
            instructions=section.instructions,
            sources=taken,
        )
        for index, (section, base, taken) in enumerate(zip(sections, bases, sources, strict=True))
    )


def _check_build(stages: Sequence[Stage], escape: str) -> None:
    check_cycles(stages)
    for stage in reachable(stages):
        check_order(stage, stages)
        for item in stage.instructions:
            with on_line(item.line):
                check_use(item, escape)


def _external_images(stages: Iterable[Stage]) -> tuple[str, ...]:
    images = (image for stage in stages for image in (stage.image, *(taken.image for taken in stage.sources)))
    return tuple(dict.fromkeys(image for image in images if image not in (None, "scratch")))


def _warnings(found: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(f"line {line}: {text}" for line, text in sorted(found))
