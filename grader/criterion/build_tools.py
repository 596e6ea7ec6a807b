"""What a build tool is: the packages that bring one, its programs, and commands that install it."""

import re
from collections.abc import Mapping

from grader.shell import commands
from grader.shell.packages import installed_by

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


def installed_tools(text: str, variables: Mapping[str, str]) -> list[str]:
    """The packages with build tools that the commands of a shell text install, each once."""
    names = (name for command in commands(text, variables) for name in installed_by(command))
    return list(dict.fromkeys(name for name in names if is_tool_package(name)))
