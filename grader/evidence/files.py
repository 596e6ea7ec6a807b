"""What the built image's file system holds."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from grader.evidence.image import DEFAULT, BuildOptions
from grader.evidence.question import Question, Room


@dataclass(frozen=True, slots=True)
class Program:
    """A program on the image's PATH, or a part of a compiler; `holds_compiler` tells by its content."""

    path: str
    holds_compiler: bool = False


@dataclass(frozen=True, slots=True)
class FilesystemFact:
    """The installed software.

    `packages` are the installed packages of dpkg and apk; `logged` are the packages that the package
    manager's log says were installed above the base image, whether they are still there or not.
    """

    packages: tuple[str, ...]
    programs: tuple[Program, ...]
    logged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filesystem(Question[FilesystemFact]):
    """The packages and programs that the image holds."""

    room: ClassVar[Room] = "image"
    options: BuildOptions = DEFAULT


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One entry of the file system, by its absolute path.

    `owner` is the user's name in the image's /etc/passwd, or the number where it has none. `mode` are
    the permission bits. `target` is where a link leads. `text` is a file's text
    where it was asked for; None for a file of more than 1,000,000 bytes.
    """

    path: str
    kind: Literal["file", "folder", "link", "other"]
    size_bytes: int = 0
    mode: int = 0o644
    owner: str = "root"
    target: str = ""
    text: str | None = None


@dataclass(frozen=True, slots=True)
class ImageFilesFact:
    """For each pattern that was asked for, in that order, the entries that match it (50 at most)."""

    entries: tuple[tuple[FileEntry, ...], ...]


@dataclass(frozen=True, slots=True)
class ImageFiles(Question[ImageFilesFact]):
    """The entries that match patterns: absolute paths, `*` and `?` within a name, `**` for any folders.

    A path without wildcards is followed through links; `texts` asks for the content of files.
    """

    room: ClassVar[Room] = "image"
    patterns: tuple[str, ...] = ()
    texts: bool = False
    options: BuildOptions = DEFAULT
