"""`platform`: the image can be built for the platform that is asked for."""

from typing import Literal

from typing_extensions import override

from grader.criterion import Finding, ImageKind, Met, Unmet, met, renamed, unmet
from grader.criterion.samples import built_image
from grader.dockerfile import Dockerfile
from grader.dockerfile.meaning.tied import tied_to_a_platform
from grader.evidence import NATIVE, BuildOptions, ImageFact
from grader.text import one_line

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
        if (tied := tied_to_a_platform(dockerfile)) is None:
            return None
        line, why = tied
        return Unmet(f"line {line}: {why}", file=dockerfile.file, line=line)

    @override
    def judge_image(self, image: ImageFact, dockerfile: Dockerfile) -> Finding:
        return Met(f"built for {one_line(image.platform, 60)}; other platforms were not tried")
