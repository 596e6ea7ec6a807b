"""`platform`: the image can be built for the platform that is asked for."""

import re
from typing import Any, Literal

from typing_extensions import override

from grader.criterion import Criterion, Finding, Met, Unmet, met, renamed, unmet
from grader.criterion.samples import built_image
from grader.dockerfile import Stage
from grader.evidence import BuildOptions, BuiltImage, DockerfileText, Facts, Question
from grader.text import one_line

NATIVE = BuiltImage(BuildOptions(platform="native"))
"""The image as `docker build --platform` makes it; the bench puts the engine's own platform there."""

_TARGET = re.compile(r"\$\{?TARGET(?:PLATFORM|ARCH)\b")
_ONE_PLATFORM = re.compile(r"(?:amd64|i386|arm32v[5-7]|arm64v8|ppc64le|s390x|riscv64|mips64le)/")
"""Docker Hub's repositories for one architecture each (docker-library, "Architectures other than amd64")."""

_SLIM = "python:3.11-slim"
_BUILT = built_image(platform="linux/amd64")


class PlatformKind(Criterion):
    """The image builds with `docker build --platform`, and nothing ties it to one platform.

    Laptops, servers and the course's machines differ in their processors. A FROM with a fixed
    `--platform` gives the same image everywhere, which then does not start, or only slowly. A stage
    that only builds may well run on the machine that builds: `--platform=$BUILDPLATFORM`.
    """

    old_spellings = renamed(platform="nothing: it is built for the engine's own platform")

    check: Literal["platform"]

    examples = (
        met("no FROM names a platform", _BUILT),
        met(
            "only the stage that builds is tied to the machine",
            _BUILT,
            dockerfile="FROM --platform=$BUILDPLATFORM golang AS b\nFROM scratch\nCOPY --from=b /a /a\n",
        ),
        unmet("the image is tied to a platform", dockerfile=f"FROM --platform=linux/amd64 {_SLIM}\n"),
        unmet("a stage below is", dockerfile=f"FROM --platform=linux/amd64 {_SLIM} AS base\nFROM base\n"),
        unmet("an image for one processor only", dockerfile=f"FROM arm64v8/{_SLIM}\n"),
    )

    @property
    @override
    def expected(self) -> str:
        return "it builds for the engine's own platform, and no FROM of the final image is tied to a platform"

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (DockerfileText(), NATIVE)

    @override
    def screen(self, facts: Facts) -> Unmet | None:
        dockerfile = facts[DockerfileText()]
        for stage in dockerfile.lineage(dockerfile.final):
            if (why := _tied(stage)) is not None:
                return Unmet(f"line {stage.line}: {why}", file=dockerfile.file, line=stage.line)
        return None

    @override
    def judge(self, facts: Facts) -> Finding:
        return Met(f"built for {one_line(facts[NATIVE].platform, 60)}")


def _tied(stage: Stage) -> str | None:
    written = stage.written_platform
    if written is not None and not _TARGET.search(written):
        return f"FROM --platform={one_line(written, 80)} does not follow the platform that is asked for"
    if isinstance(stage.base, str) and _ONE_PLATFORM.match(stage.image):
        return f"{one_line(stage.image, 80)} exists for one platform only"
    return None
