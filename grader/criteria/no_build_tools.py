"""`no_build_tools`: no compiler and no build tool in the final image, nor ever installed in its layers."""

from typing import Any, Literal

from typing_extensions import override

from grader.criterion import Criterion, Finding, Met, Unmet, met, unmeasured, unmet
from grader.criterion.found_tools import in_files, in_history, in_own_layers, in_texts, of_the_base
from grader.criterion.own_layers import not_told_apart
from grader.criterion.samples import built_image, inherited, software, toolchains
from grader.evidence import BuiltImage, Facts, Filesystem, Question, ShellText, ShellTexts, Toolchains
from grader.text import first

_INSTALL = "RUN /bin/sh -c apt-get update && apt-get install -y gcc # buildkit"
_UNKNOWN = built_image(_INSTALL, available=False, why="no network")
_LIBRARY = software("libgcc-s1", programs=("/usr/bin/python3",))
_UNREAD = toolchains(unread="/opt/data.zip cannot be looked through: it holds more than 2 GB")
_NONE = toolchains()
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
        unmet("a toolchain under another name", (), built_image(), _LIBRARY, toolchains(Zig="/opt/helper")),
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
        image = facts[BuiltImage()]
        installing = in_texts(facts[ShellTexts()], image.config.variables)
        found = [told for _, told in installing]
        inherited = list(in_files(facts[Filesystem()], image.base.reference))
        added = list(in_own_layers(facts[Toolchains()]))
        found += inherited + added
        in_steps = [] if installing else list(in_history(image))
        if in_steps and not found and not image.base.available:
            return not_told_apart(image.base)
        if not in_steps + found:
            return Met("none in the packages, on the PATH, in its own layers or in their history")
        file, line = (installing[0][0].file, installing[0][0].line) if installing else (None, None)
        only_base = inherited and not (installing or in_steps or added) and image.base.available
        return Unmet(first(in_steps + found, 3), of_the_base(image.base) if only_base else None, file, line)
