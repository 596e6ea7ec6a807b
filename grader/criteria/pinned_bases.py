"""`pinned_bases`: every external image is named with a version."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.dockerfile import Dockerfile, read_dockerfile
from grader.evidence import DockerfileText, Facts, Question
from grader.text import one_line

SHOWN = 5
_DIGEST = "sha256:" + "a" * 64


def _text(dockerfile: str) -> dict[Question[Any], Any]:
    return {DockerfileText(): read_dockerfile(dockerfile.encode())}


class PinnedBasesKind(Criterion):
    """Every image that FROM, COPY --from or RUN --mount names has a tag other than `latest`, or a digest.

    `latest` is another image tomorrow: a build that worked breaks without any change, and nobody knows
    what an old image was made of. A digest names exactly one image for ever; a tag can be moved.
    """

    check: Literal["pinned_bases"]
    digest: Annotated[
        bool, Field(strict=True, description="true: a tag is not enough, each image needs a digest.")
    ] = False

    examples: ClassVar[tuple[Example, ...]] = (
        Example("tags", Met, _text("FROM python:3.11 AS build\nFROM python:3.11-slim\n")),
        Example("scratch and stages are no external images", Met, _text("FROM a:1 AS b\nFROM scratch\n")),
        Example("a digest pins any tag", Met, _text(f"FROM python:latest@{_DIGEST}\n")),
        Example("no tag means latest", Unmet, _text("FROM python AS build\nFROM python:3.11-slim\n")),
        Example("latest out of an argument", Unmet, _text("ARG V=latest\nFROM python:${V}\n")),
        Example("an image that files come from", Unmet, _text("FROM a:1\nCOPY --from=nginx /a /b\n")),
        Example("the port of a registry is no tag", Unmet, _text("FROM example.com:5000/app\n")),
        Example("a tag is no digest", Unmet, _text("FROM python:3.11\n"), {"digest": True}),
        Example("a digest", Met, _text(f"FROM python@{_DIGEST}\n"), {"digest": True}),
    )

    @property
    def expected(self) -> str:
        """What every image needs."""
        needed = "a digest" if self.digest else "a tag other than latest, or a digest"
        return f"every image that the Dockerfile uses has {needed}"

    def questions(self) -> tuple[Question[Any], ...]:
        """The Dockerfile."""
        return (DockerfileText(),)

    def judge(self, facts: Facts) -> Finding:
        """Look at every image where it is used."""
        dockerfile = facts[DockerfileText()]
        wrong = [(image, line) for image, line in _uses(dockerfile) if not self._pinned(image)]
        if not wrong:
            images = one_line(", ".join(dockerfile.external_images), 300)
            return Met(images or "it uses no image but scratch")
        more = f"\nand {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        found = "\n".join(f"line {line}: {one_line(image)}" for image, line in wrong[:SHOWN])
        return Unmet(found + more, self._hint(wrong[0][0]), dockerfile.file, wrong[0][1])

    def _pinned(self, image: str) -> bool:
        name, _, digest = image.partition("@")
        return bool(digest) or (not self.digest and name.rpartition("/")[2].partition(":")[2] != "latest")

    def _hint(self, image: str) -> str:
        name = one_line(image.partition("@")[0], 100)
        if self.digest:
            found = f"docker buildx imagetools inspect {name}"
            return f"Write the digest behind the name: {name}@sha256:... ({found})"
        return f"Write the version instead of latest: {name.removesuffix(':latest')}:VERSION"


def _uses(dockerfile: Dockerfile) -> Iterator[tuple[str, int]]:
    """Each external image with the line that names it, in the order of the stages."""
    for stage in dockerfile.stages:
        if not isinstance(stage.base, int) and stage.image != "scratch":
            yield stage.image, stage.line
        for source in stage.sources:
            if source.image is not None and source.image != "scratch":
                yield source.image, source.line
