"""What the built image's file system holds."""

from typing import Literal

from grader.evidence.build import DEFAULT, BuildOptions
from grader.evidence.question import ImageQuestion
from grader.values import Value


class FileEntry(Value):
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


class ImageFilesFact(Value):
    """For each pattern that was asked for, in that order, the entries that match it (50 at most).

    `excess` tells why own layers could not be looked through, by the learner's doing; there are no entries
    then.
    """

    entries: tuple[tuple[FileEntry, ...], ...]
    excess: str | None = None


class ImageFiles(ImageQuestion[ImageFilesFact]):
    """The entries that match patterns: absolute paths, `*` and `?` within a name, `**` for any folders.

    A path without wildcards is followed through links; `texts` asks for the content of files.
    """

    patterns: tuple[str, ...] = ()
    texts: bool = False
    options: BuildOptions = DEFAULT
