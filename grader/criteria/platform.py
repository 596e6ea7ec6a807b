"""`platform`: the image can be built for the platform that is asked for."""

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.dockerfile import Dockerfile, Stage, read_dockerfile
from grader.dockerfile.platforms import usual_platform
from grader.evidence import BaseImage, BuildOptions, BuiltImage, DockerfileText, Facts, ImageFact, Question
from grader.text import one_line

NATIVE = "native"
"""The bench puts the engine's own platform here."""

_TARGET = re.compile(r"\$\{?TARGET(?:PLATFORM|ARCH)\b")
_ONE_PLATFORM = re.compile(r"(?:amd64|i386|arm32v[5-7]|arm64v8|ppc64le|s390x|riscv64|mips64le)/")
"""Docker Hub's repositories for one architecture each (docker-library, "Architectures other than amd64")."""


def _facts(text: str, built: str = "linux/amd64", asked: str = NATIVE) -> dict[Question[Any], Any]:
    base = BaseImage("python:3.11-slim", available=True, is_prefix=True)
    return {
        DockerfileText(): read_dockerfile(text.encode()),
        BuiltImage(BuildOptions(platform=asked)): ImageFact("sha256:1", base, (), (), platform=built),
    }


class PlatformKind(Criterion):
    """The image builds with `docker build --platform`, and nothing ties it to one platform.

    Laptops, servers and the course's machines differ in their processors. A FROM with a fixed
    `--platform` gives the same image everywhere, which then does not start, or only slowly. A stage
    that only builds may well run on the machine that builds: `--platform=$BUILDPLATFORM`.
    """

    check: Literal["platform"]
    platform: Annotated[
        str | None,
        Field(
            pattern=r"^[a-z0-9]+/[a-z0-9_]+(/v[0-9]+)?$",
            description="Platform to build for, such as `linux/amd64`; else the engine's own.",
        ),
    ] = None

    examples: ClassVar[tuple[Example, ...]] = (
        Example("no FROM names a platform", Met, _facts("FROM python:3.11-slim\n")),
        Example(
            "only the stage that builds is tied to the machine",
            Met,
            _facts("FROM --platform=$BUILDPLATFORM golang AS build\nFROM scratch\nCOPY --from=build /a /a\n"),
        ),
        Example(
            "the image is tied to a platform", Unmet, _facts("FROM --platform=linux/amd64 python:3.11-slim\n")
        ),
        Example(
            "a stage that the image builds on is",
            Unmet,
            _facts("FROM --platform=linux/amd64 python:3.11-slim AS base\nFROM base\n"),
        ),
        Example("an image for one processor only", Unmet, _facts("FROM arm64v8/python:3.11-slim\n")),
        Example(
            "another platform came out",
            Unmet,
            _facts("FROM python:3.11-slim\n", "linux/amd64", "linux/arm64"),
            {"platform": "linux/arm64"},
        ),
    )

    @property
    def expected(self) -> str:
        """The platform."""
        wanted = self.platform or "the engine's own platform"
        return f"it builds for {wanted}, and no FROM of the final image is tied to a platform"

    def questions(self) -> tuple[Question[Any], ...]:
        """What the Dockerfile says, then what comes out."""
        return (DockerfileText(), BuiltImage(self._options))

    def screen(self, facts: Facts) -> Unmet | None:
        """A FROM that is tied to a platform needs no build."""
        dockerfile = facts[DockerfileText()]
        for stage in dockerfile.lineage(dockerfile.final):
            if (why := _tied(stage)) is not None:
                return Unmet(f"line {stage.line}: {why}", file=dockerfile.file, line=stage.line)
        return None

    def judge(self, facts: Facts) -> Finding:
        """Compare the built image's platform with the one that was asked for."""
        if (tied := self.screen(facts)) is not None:
            return tied
        built = facts[BuiltImage(self._options)].platform
        if self.platform is not None and usual_platform(built) != usual_platform(self.platform):
            return Unmet(
                f"asked for {self.platform}, the image is for {one_line(built, 60) or 'an unknown platform'}",
                file=facts[DockerfileText()].file,
                line=_start(facts[DockerfileText()]),
            )
        return Met(f"built for {one_line(built, 60)}")

    @property
    def _options(self) -> BuildOptions:
        return BuildOptions(platform=self.platform or NATIVE)


def _tied(stage: Stage) -> str | None:
    written = stage.written_platform
    if written is not None and not _TARGET.search(written):
        return f"FROM --platform={one_line(written, 80)} does not follow the platform that is asked for"
    if isinstance(stage.base, str) and _ONE_PLATFORM.match(stage.image):
        return f"{one_line(stage.image, 80)} exists for one platform only"
    return None


def _start(dockerfile: Dockerfile) -> int:
    return dockerfile.lineage(dockerfile.final)[0].line
