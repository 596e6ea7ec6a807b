"""`rebuild_reuses_layer`: after a change of the application, the installed dependencies are re-used."""

from typing import Any, Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import Criterion, Finding, Met, Unmet, met, unmet
from grader.criterion.build_samples import ran, rebuilt, site_packages
from grader.criterion.own_layers import not_told_apart
from grader.criterion.patterns import ContextPath
from grader.criterion.rebuilt import installed_again, shown_layer
from grader.criterion.samples import built_image, own_layer
from grader.evidence import BuiltImage, Facts, HistoryEntry, OwnLayers, Question, Rebuild
from grader.fields import Size, Text
from grader.units import show_size

PACKAGES = OwnLayers(("/**/site-packages/**", "/**/dist-packages/**", "/**/node_modules/**"))
"""Where packages of programming languages lie."""

_BUILT, _HERE, _NONE = built_image(), site_packages(20_000_000, 0), site_packages(0, 0)
_APT, _PIP, _APP = own_layer(90_000_000, "RUN apt-get"), own_layer(20_000_000), own_layer(900, "COPY app.py")
_OTHER = rebuilt((_APT, True), (_PIP, False))
_AGAIN = rebuilt((_PIP, True), (_APP, False), steps=(ran("pip install flask"),))
_KEPT = rebuilt((_PIP, True), (_APP, False), steps=(ran("pip install flask", cached=True), ran("make app")))


class RebuildReusesLayerKind(Criterion):
    """After a change of one file, a second build re-uses the image's dependency layer.

    The dependency layer is the largest of the image's own layers, or the largest one whose command
    contains the text `layer`. Where requirements.txt is copied and installed before the application's
    code, a change of the code costs seconds; else every change installs, pushes and pulls it all again.

    Judged by experiment: the file is changed, the image built again. Every RUN of any stage that installs
    packages must have come from the cache, as the builder tells, and no layer with packages was made again.
    """

    check: Literal["rebuild_reuses_layer"]
    touch: ContextPath = Field(description="The file of the build context that changes, such as `app.py`.")
    layer: Text | None = Field(None, description="Text of its command in docker history, without flags.")
    at_least: Size = Field(100_000, description="A smaller layer is no dependency layer; such as `100kB`.")

    examples = (
        met("only the code changes", _BUILT, _HERE, _KEPT, touch="app.py"),
        unmet("a RUN installs again", _BUILT, _HERE, _AGAIN, touch="app.py"),
        unmet("all is made again", _BUILT, _HERE, rebuilt((_PIP, False), (_APP, False)), touch="app.py"),
        unmet("only another layer is kept", _BUILT, site_packages(0, 20_000_000), _OTHER, touch="app.py"),
        unmet("it is not in the image", _BUILT, _HERE, rebuilt((_PIP, True), changed=False), touch="app.py"),
        unmet("nothing is installed", _BUILT, _NONE, rebuilt((_APP, False)), touch="app.py"),
        unmet("not the one of that text", _BUILT, _NONE, _OTHER, touch="app.py", layer="pip"),
    )

    @property
    @override
    def expected(self) -> str:
        which = f"the layer of {self.layer!r}" if self.layer else "the largest own layer"
        return f"after a change of {self.touch}, {which} is re-used and nothing is installed again"

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (BuiltImage(), PACKAGES, Rebuild(self.touch))

    @override
    def judge(self, facts: Facts) -> Finding:
        base, rebuild = facts[BuiltImage()].base, facts[Rebuild(self.touch)]
        if not rebuild.changed:
            found = f"after a change of {self.touch} the image is the same: the file is not in the image"
            hint = f"Copy {self.touch} into the final stage, and do not name it in .dockerignore."
            return Unmet(found, hint)
        if again := installed_again(rebuild):
            return again
        if not base.is_prefix:
            return not_told_apart(base)
        if (excess := facts[PACKAGES].excess) is not None:
            return Unmet(excess)
        held = [sum(entry.size_bytes for entry in layer.entries) for layer in facts[PACKAGES].layers]
        own = [pair for pair in zip(rebuild.before, rebuild.kept, strict=True) if pair[0].own]
        for (layer, kept), packages in zip(own, held, strict=False):
            if not kept and packages >= self.at_least:
                return Unmet(f"made again: {shown_layer(layer)}, {show_size(packages)} of it packages")
        return self._dependency_layer([pair for pair in own if (self.layer or "") in pair[0].instruction])

    def _dependency_layer(self, own: list[tuple[HistoryEntry, bool]]) -> Finding:
        if not own:
            return Unmet(f"no own layer {f'of {self.layer!r}' if self.layer else 'holds files'}")
        layer, kept = max(own, key=lambda pair: pair[0].size_bytes)
        if layer.size_bytes < self.at_least:
            limit = show_size(self.at_least)
            return Unmet(f"no dependency layer: the largest is {shown_layer(layer)}, less than {limit}")
        return Met(f"re-used: {shown_layer(layer)}") if kept else Unmet(f"made again: {shown_layer(layer)}")
