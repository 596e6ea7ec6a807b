"""`platform`: the image can be built for the platform that is asked for."""

import re
from typing import Literal

from typing_extensions import override

from grader.criterion import Finding, ImageKind, Met, Unmet, met, renamed, unmet
from grader.criterion.samples import built_image
from grader.dockerfile import Dockerfile, Stage
from grader.evidence import NATIVE, BuildOptions, ImageFact
from grader.text import one_line

_TARGET = re.compile(r"\$\{?TARGET(?:PLATFORM|ARCH)\b")
_ONE_PLATFORM = re.compile(r"(?:amd64|i386|arm32v[5-7]|arm64v8|ppc64le|s390x|riscv64|mips64le)/")
"""Docker Hub's repositories for one architecture each (docker-library, "Architectures other than amd64")."""

_BUILT = built_image(platform="linux/amd64")


class PlatformKind(ImageKind):
    """The image builds with `docker build --platform`, and nothing ties it to one platform.

    Laptops, servers and the course's machines differ in their processors. A FROM with a fixed
    `--platform` gives the same image everywhere, which then does not start, or only slowly. A stage
    that only builds may well run on the machine that builds: `--platform=$BUILDPLATFORM`.
    """

    old_spellings = renamed(platform="nothing: it is built for the engine's own platform")

    check: Literal["platform"]

    examples = (
        met("no FROM names a platform", _BUILT),
        met("only a stage that builds is", _BUILT, dockerfile="FROM --platform=linux/s390x a AS b\nFROM a\n"),
        unmet("the image is tied to a platform", dockerfile="FROM --platform=$BUILDPLATFORM a\n"),
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
        for stage in dockerfile.lineage(dockerfile.final):
            if (why := _tied(stage)) is not None:
                return Unmet(f"line {stage.line}: {why}", file=dockerfile.file, line=stage.line)
        return None

    @override
    def judge_image(self, image: ImageFact, dockerfile: Dockerfile) -> Finding:
        return Met(f"built for {one_line(image.platform, 60)}")


def _tied(stage: Stage) -> str | None:
    written = stage.written_platform
    if written is not None and not _TARGET.search(written):
        return f"FROM --platform={one_line(written, 80)} does not follow the platform that is asked for"
    if isinstance(stage.base, str) and _ONE_PLATFORM.match(stage.image):
        return f"{one_line(stage.image, 80)} exists for one platform only"
    return None
