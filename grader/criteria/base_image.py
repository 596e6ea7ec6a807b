"""`base_image`: the final stage starts from a certain image."""

from fnmatch import fnmatchcase
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from grader.criterion import Criterion, Example, Finding, Met, Unmeasured, Unmet
from grader.criterion.targets import Target, find_stage, missing_stage, options_for
from grader.dockerfile import Dockerfile, Stage, familiar_reference, read_dockerfile
from grader.evidence import BaseImage, BuiltImage, DockerfileText, Facts, ImageFact, Question
from grader.fields import Text

_TWO_STAGES = read_dockerfile(b"FROM python:3.11 AS build\nFROM python:3.11-slim\n")


def _image(base: BaseImage) -> ImageFact:
    return ImageFact("sha256:1", base, (), ())


class BaseImageIs(Criterion):
    """The final stage's base is the named image: the Dockerfile says so and the layers prove it.

    The base of the last stage is most of what gets shipped. A chain of stages (`FROM runtime`) counts
    as the external image that it starts from.
    """

    check: Literal["base_image"]
    image: Annotated[
        Text, Field(description="Reference such as `python:3.11-slim`; `*` and `?` match any text.")
    ]
    target: Target = None

    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            "the named base, and its layers come first in the image",
            Met,
            {
                DockerfileText(): _TWO_STAGES,
                BuiltImage(): _image(BaseImage("python:3.11-slim", available=True, is_prefix=True)),
            },
            {"image": "python:3.11-slim"},
        ),
        Example(
            "the text says it, the layers say otherwise",
            Unmet,
            {
                DockerfileText(): _TWO_STAGES,
                BuiltImage(): _image(BaseImage("python:3.11-slim", available=True, is_prefix=False)),
            },
            {"image": "python:3.11-*"},
        ),
        Example(
            "a base image that the engine could not get proves nothing",
            Unmeasured,
            {
                DockerfileText(): _TWO_STAGES,
                BuiltImage(): _image(BaseImage("python:3.11-slim", available=False, is_prefix=False)),
            },
            {"image": "python:3.11-slim"},
        ),
        Example(
            "another stage than the final one",
            Met,
            {
                DockerfileText(): _TWO_STAGES,
                BuiltImage(options_for("build")): _image(
                    BaseImage("python:3.11", available=True, is_prefix=True)
                ),
            },
            {"image": "python:3.11", "target": "build"},
        ),
    )

    @property
    def expected(self) -> str:
        """The base image."""
        stage = f"stage {self.target}" if self.target else "the final stage"
        return f"{stage} starts from {self.image}"

    @property
    def base_images(self) -> tuple[str, ...]:
        """The image that it names."""
        return (self.image,)

    def questions(self) -> tuple[Question[Any], ...]:
        """What the Dockerfile claims, then what the image is made of."""
        return (DockerfileText(), BuiltImage(options_for(self.target)))

    def screen(self, facts: Facts) -> Unmet | None:
        """A Dockerfile that names another base needs no build to be judged."""
        dockerfile = facts[DockerfileText()]
        if (missing := missing_stage(dockerfile, self.target)) is not None:
            return missing
        named = self._stage(dockerfile).image
        if any(fnmatchcase(form, self._pattern()) for form in (named, named.partition("@")[0])):
            return None
        return Unmet(f"it starts from {named}", file=dockerfile.file, line=self._from_line(dockerfile))

    def judge(self, facts: Facts) -> Finding:
        """Compare the image's first layers with the base's."""
        if (claim := self.screen(facts)) is not None:
            return claim
        dockerfile, base = facts[DockerfileText()], facts[BuiltImage(options_for(self.target))].base
        if not base.available:
            return Unmeasured(f"the base image {base.reference} cannot be had: {base.why or 'not found'}")
        if base.is_prefix:
            stand_in = " (a local stand-in for the official image)" if base.stand_in else ""
            return Met(f"{base.reference}{stand_in}, proven by its layers")
        return Unmet(
            f"the Dockerfile names {self._stage(dockerfile).image}, but the image's first layers "
            f"are not those of {base.reference}",
            file=dockerfile.file,
            line=self._from_line(dockerfile),
        )

    def _pattern(self) -> str:
        return self.image if "*" in self.image or "?" in self.image else familiar_reference(self.image)

    def _stage(self, dockerfile: Dockerfile) -> Stage:
        return find_stage(dockerfile, self.target) or dockerfile.final

    def _from_line(self, dockerfile: Dockerfile) -> int:
        return dockerfile.lineage(self._stage(dockerfile))[0].line
