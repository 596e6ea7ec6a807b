"""`rebuild_reuses_layer`: after a change of the application, the installed dependencies are re-used."""

from typing import Any, Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import Criterion, Finding, Met, Unmet, met, unmet
from grader.criterion.own_layers import not_told_apart
from grader.criterion.patterns import ContextPath
from grader.criterion.samples import built_image, own_layer, rebuilt
from grader.evidence import BuiltImage, Facts, Question, Rebuild
from grader.fields import Size, Text
from grader.text import one_line
from grader.units import show_size

_BUILT = built_image()
_APT, _PIP, _APP = own_layer(90_000_000, "RUN apt-get"), own_layer(20_000_000), own_layer(900, "COPY app.py")


class RebuildReusesLayerKind(Criterion):
    """After a change of one file, a second build re-uses the image's dependency layer.

    The dependency layer is the largest of the image's own layers, or the largest one whose command
    contains the text `layer`. Where requirements.txt is copied and installed before the application's
    code, a change of the code costs seconds; else every change installs, pushes and pulls it all again.
    """

    check: Literal["rebuild_reuses_layer"]
    touch: ContextPath = Field(description="The file of the build context that changes, such as `app.py`.")
    layer: Text | None = Field(None, description="Text of its command in docker history, without flags.")
    at_least: Size = Field(100_000, description="A smaller layer is no dependency layer; such as `100kB`.")

    examples = (
        met("only the code changes", _BUILT, rebuilt((_PIP, True), (_APP, False)), touch="app.py"),
        unmet("all is installed again", _BUILT, rebuilt((_APP, False), (_PIP, False)), touch="app.py"),
        unmet("it is not in the image", _BUILT, rebuilt((_PIP, True), changed=False), touch="app.py"),
        unmet("nothing is installed", _BUILT, rebuilt((_APP, False)), touch="app.py"),
        unmet("another is kept", _BUILT, rebuilt((_APT, True), (_PIP, False)), touch="app.py", layer="pip"),
    )

    @property
    @override
    def expected(self) -> str:
        which = f"the layer of {self.layer!r}" if self.layer else "the largest own layer"
        return f"after a change of {self.touch}, {which} is re-used"

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (BuiltImage(), Rebuild(self.touch))

    @override
    def judge(self, facts: Facts) -> Finding:
        base, rebuild = facts[BuiltImage()].base, facts[Rebuild(self.touch)]
        if not rebuild.changed:
            found = f"after a change of {self.touch} the image is the same: the file is not in the image"
            hint = f"Copy {self.touch} into the final stage, and do not name it in .dockerignore."
            return Unmet(found, hint)
        if not base.is_prefix:
            return not_told_apart(base)
        pairs = zip(rebuild.before, rebuild.kept, strict=True)
        own = [pair for pair in pairs if pair[0].own and (self.layer or "") in pair[0].instruction]
        if not own:
            return Unmet(f"no own layer {f'of {self.layer!r}' if self.layer else 'holds files'}")
        layer, kept = max(own, key=lambda pair: pair[0].size_bytes)
        shown = f"{one_line(layer.instruction, 120)} ({show_size(layer.size_bytes)})"
        if layer.size_bytes < self.at_least:
            return Unmet(f"no dependency layer: the largest is {shown}, less than {show_size(self.at_least)}")
        return Met(f"re-used: {shown}") if kept else Unmet(f"made again: {shown}")
