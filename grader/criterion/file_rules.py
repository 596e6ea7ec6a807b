"""What a path in the image must be like: the entries of `image_files`."""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from grader.criterion.options import Options
from grader.criterion.patterns import AbsolutePath, AbsolutePattern
from grader.evidence import FileEntry
from grader.fields import Text
from grader.text import one_line

TEXT_LIMIT = 1_000_000
"""Bytes of a file that its text is known of (grader.evidence.FileEntry)."""
MOST_ENTRIES = 50
"""More that match a pattern are not known (grader.evidence.ImageFilesFact)."""


class FileText(Options):
    """A file of the image, and a text that it must contain."""

    path: Annotated[AbsolutePath, Field(description="Absolute path in the image.")]
    contains: Annotated[Text, Field(description="The text that must be in it.")]


class FileRule(Options):
    """A path that must be there, and what it must be like; of a pattern, each path that matches."""

    path: Annotated[
        AbsolutePattern,
        Field(description="Absolute path, followed through links, or a pattern; something must be there."),
    ]
    kind: Annotated[Literal["file", "folder"] | None, Field(description="What it must be.")] = None
    owner: Annotated[
        Text | None,
        Field(description="The owner's name; the number as text where the image has no name for it."),
    ] = None
    mode: Annotated[
        str | None, Field(description='The permissions in octal digits and in quotes, such as `"0755"`.')
    ] = None
    contains: Annotated[Text | None, Field(description="The file contains this text.")] = None
    not_contains: Annotated[Text | None, Field(description="The file does not contain this text.")] = None

    @field_validator("mode", mode="before")
    @classmethod
    def _octal(cls, mode: Any) -> Any:
        if not isinstance(mode, str) or not re.fullmatch(r"0?[0-7]{3}|[0-7]{4}", mode):
            raise ValueError(f'write the permissions in quotes, such as "0755", got {mode!r}')
        return mode

    @model_validator(mode="after")
    def _file_has_text(self) -> Self:
        if self.kind == "folder" and self.needs_text:
            raise ValueError("a folder has no text: contains and not_contains are for files")
        return self

    @property
    def needs_text(self) -> bool:
        """Whether the file's content must be known."""
        return self.contains is not None or self.not_contains is not None

    def differences(self, entries: tuple[FileEntry, ...]) -> list[str]:
        """What is not as it must be, one text each."""
        if not entries:
            return [f"{self.path} is not there"]
        return [f"{self._name(entry)} {text}" for entry in entries for text in self._wrong(entry)]

    def unknown(self, entries: tuple[FileEntry, ...]) -> str | None:
        """Why the content cannot be told; None where it can."""
        if len(entries) >= MOST_ENTRIES:
            return f"{self.path} is the name of {MOST_ENTRIES} paths or more"
        reasons = (self._unknown(entry) for entry in entries if entry.kind == "file" and self.needs_text)
        return next((reason for reason in reasons if reason), None)

    def _name(self, entry: FileEntry) -> str:
        return one_line(entry.path, 120) if "*" in self.path or "?" in self.path else self.path

    def _wrong(self, entry: FileEntry) -> list[str]:
        wrong = []
        wanted_kind = "file" if self.needs_text else self.kind
        if wanted_kind not in (None, entry.kind):
            wrong.append(
                f"is a {entry.kind if entry.kind != 'other' else 'special file'}, not a {wanted_kind}"
            )
        if self.owner not in (None, entry.owner):
            wrong.append(f"belongs to {one_line(entry.owner, 40)}, not to {self.owner}")
        if self.mode is not None and entry.mode & 0o7777 != int(self.mode, 8):
            wrong.append(f"has the permissions {entry.mode & 0o7777:04o}, not {int(self.mode, 8):04o}")
        if self.contains is not None and not _cut(entry) and self.contains not in (entry.text or ""):
            wrong.append(f"does not contain {one_line(self.contains, 80)!r}")
        if self.not_contains is not None and self.not_contains in (entry.text or ""):
            wrong.append(f"contains {one_line(self.not_contains, 80)!r}")
        return wrong

    def _unknown(self, entry: FileEntry) -> str | None:
        name = self._name(entry)
        if entry.size_bytes > TEXT_LIMIT:
            missing = self.contains is not None and self.contains not in (entry.text or "")
            large = f"{name} is larger than {TEXT_LIMIT:,} bytes, and no more is read"
            return large if missing or self.not_contains is not None else None
        return f"the text of {name} could not be read" if entry.text is None else None


def _cut(entry: FileEntry) -> bool:
    """Whether there is more of the file than is known."""
    return entry.kind == "file" and (entry.text is None or entry.size_bytes > TEXT_LIMIT)
