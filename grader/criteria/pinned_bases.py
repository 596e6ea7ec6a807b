"""`pinned_bases`: every external image is named with a version."""

from typing import Literal

from typing_extensions import override

from grader.criterion import DockerfileKind, Finding, Met, Unmet, met, renamed, unmet
from grader.dockerfile import Dockerfile
from grader.dockerfile.meaning.fetched import uses
from grader.dockerfile.meaning.versions import has_version
from grader.text import first, one_line


class PinnedBasesKind(DockerfileKind):
    """Every image that FROM, COPY --from or RUN --mount names has a tag with a version, or a digest.

    `latest` is another image tomorrow: a build that worked breaks without any change, and nobody knows
    what an old image was made of. So are `slim`, `alpine` and `lts`: the tags of Docker's official images
    follow each new version unless they hold a number, or the name of a release of Debian or Ubuntu where that
    is the image. Of other images any tag but `latest` counts. A digest names one image for ever.

    Judged on the words, with the values of arguments put in.
    """

    old_spellings = renamed(digest="nothing: a tag that names a version is enough, as is a digest")

    check: Literal["pinned_bases"]

    examples = (
        met("tags", dockerfile="FROM python:3.11 AS build\nFROM python:3.11-slim\n"),
        met("scratch and stages are no external images", dockerfile="FROM a:1 AS b\nFROM scratch\n"),
        met("a digest pins any tag", dockerfile=f"FROM python:latest@sha256:{'a' * 64}\n"),
        unmet("no tag means latest", dockerfile="FROM python AS build\nFROM python:3.11-slim\n"),
        unmet("a tag that follows the newest version", dockerfile="FROM python:slim\n"),
        met("the name of a release", dockerfile="FROM debian:bookworm-slim\n"),
        unmet("latest out of an argument", dockerfile="ARG V=latest\nFROM python:${V}\n"),
        unmet("an image that files come from", dockerfile="FROM a:1\nCOPY --from=nginx /a /b\n"),
        unmet("the port of a registry is no tag", dockerfile="FROM example.com:5000/app\n"),
    )

    @property
    @override
    def expected(self) -> str:
        return "every image that the Dockerfile uses has a tag with a version, or a digest"

    @override
    def judge_text(self, dockerfile: Dockerfile) -> Finding:
        wrong = [(image, line) for image, line in uses(dockerfile) if not has_version(image)]
        if not wrong:
            images = one_line(", ".join(dockerfile.external_images), 300)
            return Met(images or "it uses no image but scratch")
        image, line = wrong[0]
        hint = (
            f"Write the version instead of {one_line(image.version, 40)}: {one_line(image.name, 100)}:VERSION"
        )
        lines = [f"line {number}: {one_line(str(named))}" for named, number in wrong]
        return Unmet(first(lines, 5), hint, dockerfile.file, line)
