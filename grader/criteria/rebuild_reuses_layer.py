"""`rebuild_reuses_layer`: after a change of the application, the installed dependencies are re-used."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field

from grader.criterion import Criterion, Example, Finding, Met, Unmeasured, Unmet
from grader.evidence import (
    BaseImage,
    BuiltImage,
    Facts,
    ImageFact,
    LayerSize,
    Question,
    Rebuild,
    RebuildFact,
)
from grader.fields import Size, Text
from grader.text import one_line
from grader.units import show_size

_PIP = LayerSize("RUN /bin/sh -c pip install -r requirements.txt # buildkit", 20_000_000, own=True)
_APP = LayerSize("COPY app.py . # buildkit", 900, own=True)
_SLIM = LayerSize("base", 120_000_000, own=False)


def _inside(path: str) -> str:
    if not path or any(part in {"", ".", ".."} for part in path.split("/")):
        raise ValueError(f"must be a file's path inside the build context, such as app.py, got {path!r}")
    return path


def _facts(*layers: tuple[LayerSize, bool], changed: bool = True) -> dict[Question[Any], Any]:
    base = BaseImage("python:3.11-slim", available=True, is_prefix=True)
    steps, kept = zip((_SLIM, True), *layers, strict=True)
    return {
        BuiltImage(): ImageFact("sha256:1", base, (), ()),
        Rebuild("app.py"): RebuildFact(steps, kept, changed),
    }


class RebuildReusesLayerKind(Criterion):
    """After a change of one file, a second build re-uses the image's dependency layer.

    The dependency layer is the largest of the image's own layers, or the largest one whose command
    contains the text `layer`. Where requirements.txt is copied and installed before the application's
    code, a change of the code costs seconds; else every change installs, pushes and pulls it all again.
    """

    check: Literal["rebuild_reuses_layer"]
    touch: Annotated[
        str,
        AfterValidator(_inside),
        Field(description="The file of the build context that changes, such as `app.py`."),
    ]
    layer: Annotated[
        Text | None,
        Field(
            description="Text of the layer's command as docker history shows it, such as `pip install`; "
            "flags such as --from are not shown there."
        ),
    ] = None
    at_least: Annotated[
        Size, Field(description="A smaller layer is no dependency layer; such as `100kB`.")
    ] = 100_000

    examples: ClassVar[tuple[Example, ...]] = (
        Example("only the code changes", Met, _facts((_PIP, True), (_APP, False)), {"touch": "app.py"}),
        Example("all is installed again", Unmet, _facts((_APP, False), (_PIP, False)), {"touch": "app.py"}),
        Example(
            "the file is not in the image",
            Unmet,
            _facts((_PIP, True), (_APP, True), changed=False),
            {"touch": "app.py"},
        ),
        Example("nothing is installed", Unmet, _facts((_APP, False)), {"touch": "app.py"}),
        Example(
            "another large layer does not count",
            Unmet,
            _facts((LayerSize("RUN apt-get install -y libpq5", 90_000_000, own=True), True), (_PIP, False)),
            {"touch": "app.py", "layer": "pip install"},
        ),
    )

    @property
    def expected(self) -> str:
        """What changes and what must be kept."""
        which = f"the layer of {self.layer!r}" if self.layer else "the largest own layer"
        return f"after a change of {self.touch}, {which} is re-used"

    def questions(self) -> tuple[Question[Any], ...]:
        """What the image starts from, and what a second build keeps."""
        return (BuiltImage(), Rebuild(self.touch))

    def judge(self, facts: Facts) -> Finding:
        """Find the dependency layer, and whether the second image has it, too."""
        base, rebuild = facts[BuiltImage()].base, facts[Rebuild(self.touch)]
        if not rebuild.changed:
            return Unmet(
                f"after a change of {self.touch} the image is the same: the file is not in the image",
                hint=f"Copy {self.touch} into the final stage, and do not name it in .dockerignore.",
            )
        if not base.is_prefix:
            return Unmeasured(
                f"own and inherited layers cannot be told apart: {base.why or 'the base image differs'}"
            )
        pairs = list(zip(rebuild.before, rebuild.kept, strict=True))
        own = [(layer, kept) for layer, kept in pairs if layer.own and self._is_wanted(layer)]
        if not own:
            return Unmet(f"no own layer {f'of {self.layer!r}' if self.layer else 'holds files'}")
        layer, kept = max(own, key=lambda pair: pair[0].size_bytes)
        shown = f"{one_line(layer.instruction, 120)} ({show_size(layer.size_bytes)})"
        if layer.size_bytes < self.at_least:
            return Unmet(f"no dependency layer: the largest is {shown}, less than {show_size(self.at_least)}")
        return Met(f"re-used: {shown}") if kept else Unmet(f"made again: {shown}")

    def _is_wanted(self, layer: LayerSize) -> bool:
        return self.layer is None or self.layer in layer.instruction
