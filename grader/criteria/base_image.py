"""`base_image`: the final stage starts from a certain image."""

from fnmatch import fnmatchcase
from typing import Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import Finding, ImageKind, Met, Unmet, met, unmeasured, unmet
from grader.criterion.own_layers import as_the_layers_prove
from grader.criterion.samples import built_image
from grader.criterion.targets import StageKind, missing_stage
from grader.dockerfile import Dockerfile, familiar_reference
from grader.evidence import Facts, ImageFact
from grader.fields import Text

_TWO = "FROM python:3.11 AS build\nFROM python:3.11-slim\n"


class BaseImageKind(StageKind, ImageKind):
    """The final stage's base is the named image: the Dockerfile says so and the layers prove it.

    The base of the last stage is most of what gets shipped. A chain of stages (`FROM runtime`) counts
    as the external image that it starts from.

    Judged on content: the first layers of what was built are those of the named image.
    """

    check: Literal["base_image"]
    image: Text = Field(description="Such as `python:3.11-slim`; `*` and `?` match any text.")

    examples = (
        met("the named base, and its layers come first", built_image(), image="python:3.11-slim"),
        unmet("another base", image="python:3.11"),
        unmet("the layers say otherwise", built_image(is_prefix=False), image="python:3.11-*"),
        unmeasured("nothing proves it", built_image(available=False), image="python:3.11-slim"),
        met("a stage", built_image(base="python:3.11"), dockerfile=_TWO, image="python:3.11", target="build"),
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

    @override
    def screen_text(self, dockerfile: Dockerfile) -> Unmet | None:
        if (stage := dockerfile.stage(self.target)) is None:
            return missing_stage(dockerfile, self.target)
        pattern = self.image if "*" in self.image or "?" in self.image else familiar_reference(self.image)
        if any(fnmatchcase(name, pattern) for name in (stage.image, stage.image.partition("@")[0])):
            return None
        line = dockerfile.lineage(stage)[0].line
        return Unmet(f"it starts from {stage.image}", file=dockerfile.file, line=line)

    @override
    def judge_unbuilt(self, facts: Facts) -> Finding:
        """The base is named as it must be, or `screen` had told: that holds whatever else does not build."""
        return Met(f"{self.image} as it is written; the image was not built")

    @override
    def judge_image(self, image: ImageFact, dockerfile: Dockerfile) -> Finding:
        if (told := as_the_layers_prove(image.base)) is not None:
            return told
        stage = dockerfile.stage(self.target) or dockerfile.final
        found = f"but the image's first layers are not those of {image.base.reference}"
        line = dockerfile.lineage(stage)[0].line
        return Unmet(f"the Dockerfile names {stage.image}, {found}", file=dockerfile.file, line=line)
