"""`no_build_tools`: no compiler and no build tool in the final image, nor ever installed in its layers."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from grader.criterion import Criterion, Example, Finding, Met, Unmeasured, Unmet
from grader.evidence import (
    BaseImage,
    BuiltImage,
    Facts,
    Filesystem,
    FilesystemFact,
    HistoryEntry,
    ImageFact,
    Program,
    Question,
    ShellText,
    ShellTexts,
)
from grader.evidence.history import read_step
from grader.shell import commands
from grader.shell.packages import installed_by
from grader.text import one_line

SHOWN = 3

_COMPILER = r"(?:gcc|g\+\+|gcc-c\+\+|cpp|clang|clang\+\+|gfortran|gnat|gdc|tcc)"
_VERSION = r"(?:-?\d+(?:\.\d+)*)?"
_TARGET = r"(?:-[a-z0-9_]+(?:-[a-z0-9_]+)?-linux-(?:gnu|musl)\w*)?"
_PACKAGE = re.compile(
    rf"{_COMPILER}{_VERSION}{_TARGET}|gcc-multilib|g\+\+-multilib|c-compiler|c\+\+-compiler|"
    r"build-essential|build-base|base-devel|make|cmake|automake|autoconf|ninja-build|meson|"
    r"rustc|cargo|golang(?:-go|-\d[\d.]*(?:-go)?)?"
)
_PROGRAM = re.compile(
    rf"(?:[a-z0-9_]+(?:-[a-z0-9_]+)?-linux-(?:gnu|musl)\w*-)?(?:{_COMPILER}|cc|c\+\+){_VERSION}|"
    r"c89|c99|c89-gcc|c99-gcc|make|gmake|cmake|ninja|rustc|cargo"
)
_COMPILER_PART = re.compile(r"cc1|cc1plus|collect2|f951|lto1")


def is_tool_package(name: str) -> bool:
    """Whether a package brings a compiler or a build tool; run-time libraries such as libgcc-s1 do not."""
    return bool(_PACKAGE.fullmatch(name.lower()))


def is_tool_program(path: str) -> bool:
    """Whether a program's name, or a compiler part's, is a build tool's."""
    name = path.rpartition("/")[2]
    return bool(_PROGRAM.fullmatch(name) or _COMPILER_PART.fullmatch(name))


def _facts(
    history: str = "CMD app",
    package: str = "libgcc-s1",
    program: str = "/usr/bin/python3",
    *,
    own: bool = True,
) -> dict[Question[Any], Any]:
    base = BaseImage("python:3.11-slim", available=True, is_prefix=True)
    return {
        ShellTexts(): (),
        BuiltImage(): ImageFact("sha256:1", base, (HistoryEntry(history, 1, own),), ()),
        Filesystem(): FilesystemFact((package,), (Program(program),), ()),
    }


_INSTALL = "RUN /bin/sh -c apt-get update && apt-get install -y gcc # buildkit"


class NoBuildToolsKind(Criterion):
    """The image holds no compiler or build tool, and none was installed in its own layers.

    Tools that are only needed to build make the image larger and help whoever breaks into the
    container. What was installed and removed again was still downloaded for nothing, and stays in the
    image where the removal is in a later layer. The base image's own history is not the learner's.
    """

    check: Literal["no_build_tools"]

    examples: ClassVar[tuple[Example, ...]] = (
        Example("run-time libraries are no tools", Met, _facts()),
        Example("words that mention a tool install none", Met, _facts("RUN /bin/sh -c echo no gcc here")),
        Example("the base image's own steps do not count", Met, _facts(_INSTALL, own=False)),
        Example("installed in an own layer", Unmet, _facts(_INSTALL)),
        Example("an installed package", Unmet, _facts(package="gcc-12")),
        Example("a compiler on the PATH", Unmet, _facts(program="/usr/local/bin/x86_64-linux-gnu-gcc-12")),
        Example(
            "installed by a script",
            Unmet,
            {**_facts(), ShellTexts(): (ShellText("apk add --no-cache build-base", "install.sh", 1),)},
        ),
    )

    @property
    def expected(self) -> str:
        """What must not be there."""
        return (
            "no gcc, build-essential or other build tool in the final image, nor installed in its own layers"
        )

    def questions(self) -> tuple[Question[Any], ...]:
        """What the Dockerfile runs, what the history says, what the file system holds."""
        return (ShellTexts(), BuiltImage(), Filesystem())

    def judge(self, facts: Facts) -> Finding:
        """Look for tools in every place; all places found are told, the first three in full."""
        image, filesystem = facts[BuiltImage()], facts[Filesystem()]
        variables = image.config.variables
        texts = [(shown, text) for shown, text in _in_texts(facts[ShellTexts()], variables)]
        found = [shown for shown, _ in texts] + list(_in_files(filesystem, image.base.reference))
        in_history = [] if texts else list(_in_history(image, variables))
        if in_history and not found and not image.base.available:
            return Unmeasured(f"own and inherited layers cannot be told apart: {image.base.why}")
        found = in_history + found
        if not found:
            return Met("none in the packages, on the PATH, or in the history of its own layers")
        more = f"\nand {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        place = texts[0][1] if texts else None
        return Unmet(
            "\n".join(found[:SHOWN]) + more,
            file=place.file if place else None,
            line=place.line if place else None,
        )


def _in_texts(texts: tuple[ShellText, ...], variables: dict[str, str]) -> Iterator[tuple[str, ShellText]]:
    for text in texts:
        tools = _tools(text.text, variables)
        if tools:
            yield f"{', '.join(tools)} installed by {one_line(text.file, 80)}:{text.line}", text


def _in_history(image: ImageFact, variables: dict[str, str]) -> Iterator[str]:
    for entry in image.history:
        if not entry.own:
            continue
        step = read_step(entry.created_by)
        tools = (
            _tools(step.text, {**variables, **dict(step.arguments)}) if step.keyword in ("RUN", "") else []
        )
        if tools:
            yield f"{', '.join(tools)} installed in an own layer: {one_line(entry.created_by, 120)}"


def _in_files(filesystem: FilesystemFact, base: str) -> Iterator[str]:
    packages = [name for name in filesystem.packages if is_tool_package(name)]
    if packages:
        yield f"installed packages: {_some(packages)}{_from(base)}"
    logged = [name for name in filesystem.logged if is_tool_package(name) and name not in packages]
    if logged:
        yield f"installed and removed again, says the package log: {_some(logged)}"
    programs = [one.path for one in filesystem.programs if one.holds_compiler or is_tool_program(one.path)]
    if programs:
        yield f"programs in the image: {_some(programs)}"


def _tools(text: str, variables: dict[str, str]) -> list[str]:
    names = (name for command in commands(text, variables) for name in installed_by(command))
    return list(dict.fromkeys(name for name in names if is_tool_package(name)))


def _from(base: str) -> str:
    return f" (the image starts from {base})" if base != "scratch" else ""


def _some(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return one_line(", ".join(names[:SHOWN]), 200) + more
