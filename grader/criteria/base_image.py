"""`base_image`: the final stage starts from a certain image."""

from fnmatch import fnmatchcase
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import Criterion, Finding, Met, Unmeasured, Unmet, met, unmeasured, unmet
from grader.criterion.samples import base_image, built_image
from grader.criterion.targets import Target, missing_stage
from grader.dockerfile import Dockerfile, Stage, familiar_reference
from grader.evidence import BuildOptions, BuiltImage, DockerfileText, Facts, Question
from grader.fields import Text

_TWO_STAGES = "FROM python:3.11 AS build\nFROM python:3.11-slim\n"
_OTHER, _MISSING = base_image(is_prefix=False), base_image(available=False, is_prefix=False)


class BaseImageKind(Criterion):
    """The final stage's base is the named image: the Dockerfile says so and the layers prove it.

    The base of the last stage is most of what gets shipped. A chain of stages (`FROM runtime`) counts
    as the external image that it starts from.
    """

    check: Literal["base_image"]
    image: Annotated[
        Text, Field(description="Reference such as `python:3.11-slim`; `*` and `?` match any text.")
    ]
    target: Target = None

    examples = (
        met(
            "the named base, and its layers come first in the image", built_image(), image="python:3.11-slim"
        ),
        unmet("another base", image="python:3.11"),
        unmet("the text says it, the layers say otherwise", built_image(start=_OTHER), image="python:3.11-*"),
        unmeasured(
            "a base image that the engine could not get proves nothing",
            built_image(start=_MISSING),
            image="python:3.11-slim",
        ),
        met(
            "another stage than the final one",
            built_image(start=base_image("python:3.11")),
            dockerfile=_TWO_STAGES,
            image="python:3.11",
            target="build",
        ),
    )

    @property
    @override
    def expected(self) -> str:
        stage = f"stage {self.target}" if self.target else "the final stage"
        return f"{stage} starts from {self.image}"

    @property
    @override
    def base_images(self) -> tuple[str, ...]:
        return (self.image,)

    @property
    def question(self) -> BuiltImage:
        """What the image is made of."""
        return BuiltImage(BuildOptions(self.target))

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (DockerfileText(), self.question)

    @override
    def screen(self, facts: Facts) -> Unmet | None:
        dockerfile = facts[DockerfileText()]
        if (missing := missing_stage(dockerfile, self.target)) is not None:
            return missing
        named = self._stage(dockerfile).image
        if any(fnmatchcase(form, self._pattern()) for form in (named, named.partition("@")[0])):
            return None
        return self._unmet(f"it starts from {named}", dockerfile)

    @override
    def judge(self, facts: Facts) -> Finding:
        dockerfile, start = facts[DockerfileText()], facts[self.question].base
        if not start.available:
            return Unmeasured(f"the base image {start.reference} cannot be had: {start.why or 'not found'}")
        if start.is_prefix:
            stand_in = " (a local stand-in for the official image)" if start.stand_in else ""
            return Met(f"{start.reference}{stand_in}, proven by its layers")
        named = self._stage(dockerfile).image
        layers = f"the image's first layers are not those of {start.reference}"
        return self._unmet(f"the Dockerfile names {named}, but {layers}", dockerfile)

    def _pattern(self) -> str:
        return self.image if "*" in self.image or "?" in self.image else familiar_reference(self.image)

    def _stage(self, dockerfile: Dockerfile) -> Stage:
        return dockerfile.stage(self.target) or dockerfile.final

    def _unmet(self, found: str, dockerfile: Dockerfile) -> Unmet:
        first = dockerfile.lineage(self._stage(dockerfile))[0]
        return Unmet(found, file=dockerfile.file, line=first.line)
