"""`image_files`: the image holds these files and folders, and not those."""

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from grader.criterion import Finding, Met, Unmeasured, Unmet, met, unmet
from grader.criterion.file_rules import FileRule
from grader.criterion.patterns import AbsolutePattern
from grader.criterion.removed_files import TOO_MANY, left_in_layers
from grader.criterion.samples import built_image, file, found_files, own_layers
from grader.criterion.targets import StageKind
from grader.evidence import BuiltImage, Facts, FileEntry, ImageFiles, ImageFilesFact, OwnLayers, Question
from grader.fields import OneOrMore
from grader.text import first, listed, one_line

_APP, _RULE = file("/app/app.py"), {"path": "/app/x.py"}
_DEBUG, _SECRET = file("/app/x.py", "DEBUG = 0\n", mode=0o640), file("/app/x.py", "SECRET = 'x'\n")
_EXCESS = ImageFilesFact(((),), "a layer of the image holds more than 200,000 files and folders")
_REMOVED: dict[str, Any] = {"absent": ["/app/.git"], "every_layer": True}
_LAYERS = own_layers(("COPY . .", 4, "/app/.git"), ("RUN rm -r /app/.git", 5))


class ImageFilesKind(StageKind):
    """The image's file system holds the files and folders that are wanted, and none that are not.

    What the application needs must be there; sources, secrets, caches and the history of the project
    must not. What counts is the file system that a container sees. A file that a later layer removes is gone
    from it, though its bytes are still in the layer below: with `every_layer` they count, too. It is judged
    on content: what the layers hold, laid over each other.
    """

    needs_one_of = ("present", "absent", "files")
    opposites = ("present", "absent")

    check: Literal["image_files"]
    present: OneOrMore[AbsolutePattern] = Field(
        (), description="What must be there; `*`, `?` match in a name, `**` any folders."
    )
    absent: OneOrMore[AbsolutePattern] = Field((), description="Written likewise; nothing may match them.")
    every_layer: bool = Field(
        default=False, description="Nothing of `absent` may be in an own layer, even if later removed."
    )
    files: OneOrMore[FileRule] = Field(
        (), description="Paths that must be there; each has this kind, owner, mode or text."
    )

    examples = (
        unmet("too much to look through", _EXCESS, absent=["/**/*.pyc"]),
        met("as wanted", ImageFilesFact(((_APP,), ())), present=["/app/*.py"], absent=["/app/.git"]),
        unmet("missing", found_files(), present=["/app/app.py"], target="production"),
        unmet("not wanted, but there", found_files(file("/app/.git/config")), absent=["/**/.git/config"]),
        unmet("removed by a later layer", found_files(), built_image(), _LAYERS, **_REMOVED),
        met("in no layer", found_files(), built_image(), own_layers(("COPY", 4)), **_REMOVED),
        unmet("the wrong owner", found_files(_APP), files=[{"path": "/app/app.py", "owner": "root"}]),
        met("the wanted text", found_files(_DEBUG), files=[{**_RULE, "contains": "DEBUG", "mode": "0640"}]),
        unmet("an unwanted text", found_files(_SECRET), files=[{**_RULE, "not_contains": "SECRET"}]),
    )

    @model_validator(mode="after")
    def _not_both(self) -> Self:
        if both := {rule.path for rule in self.files} & set(self.absent):
            raise ValueError(f"{min(both)} cannot be both there and absent")
        if self.every_layer and not self.absent:
            raise ValueError("every_layer is for absent, and nothing is absent here")
        return self

    @property
    @override
    def expected(self) -> str:
        return self._said("in the image", "not in the image")

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (*self._asked, *(self._own if self.every_layer else ()))

    @property
    def _own(self) -> tuple[BuiltImage, OwnLayers]:
        return BuiltImage(self.options), OwnLayers(self.absent, self.options)

    @property
    def _asked(self) -> tuple[ImageFiles, ...]:
        named = [*self.present, *self.absent, *(rule.path for rule in self.files if not rule.needs_text)]
        read = [rule.path for rule in self.files if rule.needs_text]
        asked = ((tuple(dict.fromkeys(named)), False), (tuple(dict.fromkeys(read)), True))
        return tuple(ImageFiles(patterns, texts, self.options) for patterns, texts in asked if patterns)

    @override
    def judge(self, facts: Facts) -> Finding:
        found: dict[str, tuple[FileEntry, ...]] = {}
        for question in self._asked:
            if excess := facts[question].excess:
                return Unmet(excess, hint=TOO_MANY)
            found.update(zip(question.patterns, facts[question].entries, strict=True))
        if wrong := self._differences(found):
            return Unmet(first(wrong, 5))
        built, own = self._own
        if self.every_layer and (left := left_in_layers(facts[own], facts[built].base)) is not None:
            return left
        unknown = [reason for rule in self.files if (reason := rule.unknown(found[rule.path]))]
        return Unmeasured(unknown[0]) if unknown else Met(self._said("there", "not there"))

    def _said(self, there: str, missing: str) -> str:
        wanted = dict.fromkeys([*self.present, *(rule.path for rule in self.files)])
        parts = [listed(f"{there}:", tuple(wanted)), listed(f"{missing}:", self.absent)]
        return "\n".join(part for part in parts if part)

    def _differences(self, found: Mapping[str, tuple[FileEntry, ...]]) -> list[str]:
        wrong = [f"{pattern} is not there" for pattern in self.present if not found[pattern]]
        for pattern in self.absent:
            several = "*" in pattern or "?" in pattern
            paths = (one_line(entry.path, 120) if several else pattern for entry in found[pattern])
            wrong += [f"{path} is there" for path in paths]
        return wrong + [text for rule in self.files for text in rule.differences(found[rule.path])]
