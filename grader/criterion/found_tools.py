"""Build tools where they were found: in shell texts, in the history, in own layers, in the image's files."""

from collections.abc import Iterable, Iterator, Mapping

from grader.criterion.build_tools import installed_tools, is_tool_package, is_tool_program
from grader.evidence import BaseImage, FilesystemFact, ImageFact, ShellText, ToolchainsFact
from grader.evidence.history import read_step
from grader.text import one_line, some

_OF_THE_BASE = (
    "No step of yours installs them: they come with the base image {}. Start the last stage from an image "
    "without them, such as its slim variant."
)


def in_texts(texts: Iterable[ShellText], variables: Mapping[str, str]) -> list[tuple[ShellText, str]]:
    """The texts whose commands install some, each with what to tell of it."""
    found = ((text, ", ".join(installed_tools(text.text, variables))) for text in texts)
    return [
        (text, f"{tools} installed by {one_line(text.file, 80)}:{text.line}")
        for text, tools in found
        if tools
    ]


def of_the_base(base: BaseImage) -> str:
    """What to do where all of them come with the base image."""
    return one_line(_OF_THE_BASE.format(base.reference), 300)


def in_history(image: ImageFact) -> Iterator[str]:
    """What an own step has installed, a text each."""
    for entry in image.history:
        step = read_step(entry.created_by)
        if not entry.own or step.keyword not in ("RUN", ""):
            continue
        if tools := installed_tools(step.text, {**image.config.variables, **dict(step.arguments)}):
            yield f"{', '.join(tools)} installed in an own layer: {one_line(entry.created_by, 120)}"


def in_own_layers(toolchains: ToolchainsFact) -> Iterator[str]:
    """Programs that own layers add, and what could not be looked through."""
    paths = [
        f"{one.path} ({one.tool}{f', as {one.inside}' if one.inside else ''})" for one in toolchains.found
    ]
    if paths:
        yield f"added by own layers: {some(paths, 3)}"
    yield from (one_line(reason, 200) for reason in toolchains.unread)


def in_files(filesystem: FilesystemFact, base: str) -> Iterator[str]:
    """Packages and programs of the image, which starts from `base`, and packages that its log tells of."""
    packages = [name for name in filesystem.packages if is_tool_package(name)]
    logged = [name for name in filesystem.logged if is_tool_package(name) and name not in packages]
    programs = [
        program.path
        for program in filesystem.programs
        if program.holds_compiler or is_tool_program(program.path)
    ]
    if packages:
        start = f" (the image starts from {base})" if base != "scratch" else ""
        yield f"installed packages: {some(packages, 3)}{start}"
    if logged:
        yield f"installed and removed again, says the package log: {some(logged, 3)}"
    if programs:
        yield f"programs in the image: {some(programs, 3)}"
