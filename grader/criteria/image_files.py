"""`image_files`: the image holds these files and folders, and not those."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from grader.criterion import Criterion, Example, Finding, Met, Unmeasured, Unmet
from grader.criterion.expectations import require_any
from grader.criterion.file_rules import FileRule
from grader.criterion.patterns import AbsolutePattern
from grader.criterion.targets import Target, options_for
from grader.evidence import BuildOptions, Facts, FileEntry, ImageFiles, ImageFilesFact, Question
from grader.text import one_line

SHOWN = 5

Entries = tuple[FileEntry, ...]

_APP = FileEntry("/app/app.py", "file", 900, 0o644, "app")
_GIT = FileEntry("/app/.git", "folder", 0, 0o755, "app")
_PRODUCTION = BuildOptions(target="production")


def _facts(
    *entries: Entries, of: tuple[str, ...], texts: bool = False, options: BuildOptions | None = None
) -> dict[Question[Any], Any]:
    return {ImageFiles(of, texts, options or BuildOptions()): ImageFilesFact(entries)}


def _settings(text: str) -> dict[Question[Any], Any]:
    entry = FileEntry("/app/settings.py", "file", 20, 0o640, "app", text=text)
    return _facts((entry,), of=("/app/settings.py",), texts=True)


class ImageFilesKind(Criterion):
    """The image's file system holds the files and folders that are wanted, and none that are not.

    What the application needs must be there; sources, secrets, caches and the history of the project
    must not. What counts is the file system that a container sees: a file that a later layer removes
    is gone from it, though its bytes are still in the layer below.
    """

    check: Literal["image_files"]
    present: Annotated[
        tuple[AbsolutePattern, ...],
        Field(
            min_length=1,
            description="Absolute paths, each of which must be there; `*` and `?` match within a name, "
            "`**` any folders.",
        ),
    ] = ()
    absent: Annotated[
        tuple[AbsolutePattern, ...],
        Field(min_length=1, description="Absolute paths, written likewise; nothing may match them."),
    ] = ()
    files: Annotated[
        tuple[FileRule, ...],
        Field(min_length=1, description="Paths that must be there, with their kind, owner, mode or text."),
    ] = ()
    target: Target = None

    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            "what is wanted is there, what is not wanted is not",
            Met,
            _facts((_APP,), (), of=("/app/*.py", "/app/.git")),
            {"present": ["/app/*.py"], "absent": ["/app/.git"]},
        ),
        Example(
            "what is wanted is missing",
            Unmet,
            _facts((), of=("/app/app.py",), options=_PRODUCTION),
            {"present": ["/app/app.py"], "target": "production"},
        ),
        Example(
            "what is not wanted is there", Unmet, _facts((_GIT,), of=("/**/.git",)), {"absent": ["/**/.git"]}
        ),
        Example(
            "the wrong owner",
            Unmet,
            _facts((_APP,), of=("/app/app.py",)),
            {"files": [{"path": "/app/app.py", "kind": "file", "owner": "root", "mode": "0644"}]},
        ),
        Example(
            "the wanted text",
            Met,
            _settings("DEBUG = False\n"),
            {"files": [{"path": "/app/settings.py", "contains": "DEBUG = False", "mode": "640"}]},
        ),
        Example(
            "a text that must not be there",
            Unmet,
            _settings("SECRET = 'x'\n"),
            {"files": [{"path": "/app/settings.py", "not_contains": "SECRET"}]},
        ),
    )

    @model_validator(mode="after")
    def _says_something(self) -> "ImageFilesKind":
        require_any(self, "present", "absent", "files")
        wanted = {*self.present, *(rule.path for rule in self.files)}
        if both := wanted & set(self.absent):
            raise ValueError(f"{min(both)} cannot be both there and absent")
        return self

    @property
    def expected(self) -> str:
        """What must be there and what must not."""
        return self._said("in the image", "not in the image")

    def questions(self) -> tuple[Question[Any], ...]:
        """The entries; the content of those files only whose text matters."""
        return self._questions()

    def judge(self, facts: Facts) -> Finding:
        """Compare every path; all differences are told, the first five in full."""
        found: dict[str, Entries] = {}
        for question in self._questions():
            found.update(zip(question.patterns, facts[question].entries, strict=True))
        wrong = self._differences(found)
        if wrong:
            more = f"\nand {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
            return Unmet("\n".join(wrong[:SHOWN]) + more)
        unknown = [reason for rule in self.files if (reason := rule.unknown(found[rule.path]))]
        if unknown:
            return Unmeasured(unknown[0])
        return Met(self._said("there", "not there"))

    def _said(self, there: str, missing: str) -> str:
        wanted = dict.fromkeys([*self.present, *(rule.path for rule in self.files)])
        parts = [f"{there}: {', '.join(wanted)}"] if wanted else []
        parts += [f"{missing}: {', '.join(self.absent)}"] if self.absent else []
        return one_line("; ".join(parts), 400)

    def _questions(self) -> tuple[ImageFiles, ...]:
        named = [*self.present, *self.absent, *(rule.path for rule in self.files if not rule.needs_text)]
        read = [rule.path for rule in self.files if rule.needs_text]
        options = options_for(self.target)
        asked = ((tuple(dict.fromkeys(named)), False), (tuple(dict.fromkeys(read)), True))
        return tuple(ImageFiles(patterns, texts, options) for patterns, texts in asked if patterns)

    def _differences(self, found: Mapping[str, Entries]) -> list[str]:
        wrong = [f"{pattern} is not there" for pattern in self.present if not found[pattern]]
        for pattern in self.absent:
            several = "*" in pattern or "?" in pattern
            wrong += [
                f"{one_line(entry.path, 120) if several else pattern} is there" for entry in found[pattern]
            ]
        return wrong + [text for rule in self.files for text in rule.differences(found[rule.path])]
