"""`platform`: the image can be built for the platform that is asked for."""

import re
from collections.abc import Sequence
from typing import Literal

from typing_extensions import override

from grader.criterion import Finding, ImageKind, Met, Unmet, met, renamed, unmet
from grader.criterion.samples import built_image
from grader.dockerfile import Dockerfile, Stage
from grader.evidence import NATIVE, BuildOptions, ImageFact
from grader.text import one_line

_TARGET = re.compile(
    r"\$TARGETPLATFORM|\$\{TARGETPLATFORM(?::?-[^}]*)?\}"
    r"|(?:linux|\$TARGETOS|\$\{TARGETOS\})/(?:\$TARGETARCH|\$\{TARGETARCH\})"
    r"(?:/(?:\$TARGETVARIANT|\$\{TARGETVARIANT\}))?"
)
"""What follows the platform that is asked for; `${TARGETPLATFORM:+...}` does not."""
_ONE_PLATFORM = re.compile(r"(?:amd64|i386|arm32v[5-7]|arm64v8|ppc64le|s390x|riscv64|mips64le)/")
"""Docker Hub's repositories for one architecture each (docker-library, "Architectures other than amd64")."""

_BUILT = built_image(platform="linux/amd64")


class PlatformKind(ImageKind):
    """The image builds with `docker build --platform`, and nothing ties it to one platform.

    Laptops, servers and the course's machines differ in their processors. A FROM with a fixed
    `--platform` gives the same image everywhere, which then does not start, or only slowly. A stage
    that only builds may well run on the machine that builds: `--platform=$BUILDPLATFORM`.

    Judged by a build for the engine's own platform, and on the words for all others: nothing is built for
    them, so a RUN that fetches a program for one processor is not seen.
    """

    old_spellings = renamed(platform="nothing: it is built for the engine's own platform")

    check: Literal["platform"]

    examples = (
        met("no FROM names a platform", _BUILT),
        met("only a stage that builds is", _BUILT, dockerfile="FROM --platform=linux/s390x a AS b\nFROM a\n"),
        unmet("the image is tied to a platform", dockerfile="FROM --platform=$BUILDPLATFORM a\n"),
        met("it follows what is asked for", _BUILT, dockerfile="FROM --platform=$TARGETPLATFORM a\n"),
        unmet("it only seems to", dockerfile="FROM --platform=${TARGETPLATFORM:+linux/amd64} a\n"),
        unmet(
            "an ARG of its own takes the place",
            dockerfile="ARG TARGETPLATFORM=linux/amd64\nFROM --platform=$TARGETPLATFORM a\n",
        ),
        unmet("a stage below is", dockerfile="FROM --platform=linux/amd64 a AS b\nFROM b\n"),
        unmet("an image for one processor only", dockerfile="FROM arm64v8/python:3.11\n"),
    )

    @property
    @override
    def expected(self) -> str:
        return "it builds for the engine's own platform, and no FROM of the final image is tied to a platform"

    @property
    @override
    def options(self) -> BuildOptions:
        return BuildOptions(platform=NATIVE)

    @override
    def screen_text(self, dockerfile: Dockerfile) -> Unmet | None:
        fixed = [
            arg.name for arg in dockerfile.global_args if arg.has_default and arg.name.startswith("TARGET")
        ]
        for stage in dockerfile.lineage(dockerfile.final):
            if (why := _tied(stage, fixed)) is not None:
                return Unmet(f"line {stage.line}: {why}", file=dockerfile.file, line=stage.line)
        return None

    @override
    def judge_image(self, image: ImageFact, dockerfile: Dockerfile) -> Finding:
        return Met(f"built for {one_line(image.platform, 60)}; other platforms were not tried")


def _tied(stage: Stage, fixed: Sequence[str]) -> str | None:
    """Why a stage does not follow the platform; `fixed` are arguments that an ARG sets to something else."""
    written = stage.written_platform
    if written is not None and (own := next((name for name in fixed if name in written), None)) is not None:
        return f"an ARG with a default takes the place of what {one_line(own, 40)} tells"
    if written is not None and not _TARGET.fullmatch(written.strip("\"'")):
        return f"FROM --platform={one_line(written, 80)} does not follow the platform that is asked for"
    if isinstance(stage.base, str) and _ONE_PLATFORM.match(stage.image):
        return f"{one_line(stage.image, 80)} exists for one platform only"
    return None
