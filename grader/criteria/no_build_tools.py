"""`no_build_tools`: no compiler and no build tool in the final image, nor ever installed in its layers."""

from collections.abc import Iterator
from typing import Any, Literal

from typing_extensions import override

from grader.criterion import Criterion, Finding, Met, Unmet, met, unmeasured, unmet
from grader.criterion.build_tools import installed_tools, is_tool_package, is_tool_program
from grader.criterion.own_layers import not_told_apart
from grader.criterion.samples import built_image, inherited, software
from grader.evidence import (
    BuiltImage,
    Facts,
    Filesystem,
    FilesystemFact,
    ImageFact,
    Question,
    ShellText,
    ShellTexts,
    Toolchain,
    Toolchains,
    ToolchainsFact,
)
from grader.evidence.history import read_step
from grader.text import first, one_line, some

_INSTALL = "RUN /bin/sh -c apt-get update && apt-get install -y gcc # buildkit"
_UNKNOWN = built_image(_INSTALL, available=False, why="no network")
_LIBRARY = software("libgcc-s1", programs=("/usr/bin/python3",))
_ZIG = ToolchainsFact((Toolchain("/opt/helper", "Zig"),))
_UNREAD = ToolchainsFact((), ("/opt/data.zip cannot be looked through: it holds more than 2 GB",))
_NONE = ToolchainsFact(())
_OF_THE_BASE = (
    "No step of yours installs them: they come with the base image {}. Start the last stage from an image "
    "without them, such as its slim variant."
)
_SCRIPT = ShellText("apk add --no-cache build-base", "install.sh", 1)


class NoBuildToolsKind(Criterion):
    """The image holds no compiler or build tool, and none was installed in its own layers.

    Tools that are only needed to build make the image larger and help whoever breaks into the
    container. What was installed and removed again was still downloaded for nothing, and stays in the
    image where the removal is in a later layer. The base image's own history is not the learner's.

    It is judged on content: every program that an own layer adds is known by what it holds, wherever it
    lies and whatever it is called, in archives too; and on words: packages, commands that install them.
    """

    check: Literal["no_build_tools"]

    examples = (
        met("run-time libraries are no tools", (), built_image(), _LIBRARY, _NONE),
        met("words that mention a tool", (), built_image("RUN /bin/sh -c echo no gcc here"), _LIBRARY, _NONE),
        met("the base image's own steps do not count", (), built_image(inherited(_INSTALL)), _LIBRARY, _NONE),
        unmet("installed in an own layer", (), built_image(_INSTALL), _LIBRARY, _NONE),
        unmet("an installed package", (), built_image(), software("gcc-12"), _NONE),
        unmet("a compiler on the PATH", (), built_image(), software(programs=("/bin/gcc",)), _NONE),
        unmet("a toolchain under another name", (), built_image(), _LIBRARY, _ZIG),
        unmet("what is too large to be looked through", (), built_image(), _LIBRARY, _UNREAD),
        unmet("installed by a script", (_SCRIPT,), built_image(), _LIBRARY, _NONE),
        unmeasured("a base that is not known", (), _UNKNOWN, _LIBRARY, _NONE),
    )

    @property
    @override
    def expected(self) -> str:
        tools = "no gcc, build-essential or other build tool"
        return f"{tools} in the final image, nor installed in its own layers"

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (ShellTexts(), BuiltImage(), Filesystem(), Toolchains())

    @override
    def judge(self, facts: Facts) -> Finding:
        image, variables = facts[BuiltImage()], facts[BuiltImage()].config.variables
        texts = [(text, installed_tools(text.text, variables)) for text in facts[ShellTexts()]]
        installing = [(text, ", ".join(tools)) for text, tools in texts if tools]
        found = [f"{tools} installed by {one_line(text.file, 80)}:{text.line}" for text, tools in installing]
        inherited = list(_in_files(facts[Filesystem()], image.base.reference))
        added = list(_in_own_layers(facts[Toolchains()]))
        found += inherited + added
        in_history = [] if installing else list(_in_history(image))
        if in_history and not found and not image.base.available:
            return not_told_apart(image.base)
        if not in_history + found:
            return Met("none in the packages, on the PATH, in its own layers or in their history")
        file, line = (installing[0][0].file, installing[0][0].line) if installing else (None, None)
        only_base = inherited and not (installing or in_history or added) and image.base.available
        hint = one_line(_OF_THE_BASE.format(image.base.reference), 300) if only_base else None
        return Unmet(first(in_history + found, 3), hint, file, line)


def _in_history(image: ImageFact) -> Iterator[str]:
    for entry in image.history:
        step = read_step(entry.created_by)
        if not entry.own or step.keyword not in ("RUN", ""):
            continue
        if tools := installed_tools(step.text, {**image.config.variables, **dict(step.arguments)}):
            yield f"{', '.join(tools)} installed in an own layer: {one_line(entry.created_by, 120)}"


def _in_own_layers(toolchains: ToolchainsFact) -> Iterator[str]:
    paths = [
        f"{one.path} ({one.tool}{f', as {one.inside}' if one.inside else ''})" for one in toolchains.found
    ]
    if paths:
        yield f"added by own layers: {some(paths, 3)}"
    yield from (one_line(reason, 200) for reason in toolchains.unread)


def _in_files(filesystem: FilesystemFact, base: str) -> Iterator[str]:
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
