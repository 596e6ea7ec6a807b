"""The file system of an image, made up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from grader.evidence import FileEntry


@dataclass
class FakeFiles:
    """Files by their paths; `text` gives a file its content, and a target makes it a link."""

    entries: Sequence[FileEntry] = ()

    def text(self, path: str, limit: int = 1_000_000) -> str | None:
        """The content."""
        text = next((entry.text for entry in self.entries if entry.path == path), None)
        return None if len(text or "") > limit else text

    def real_folders(self, paths: Iterable[str]) -> list[str]:
        """The folders that hold something."""
        return [path for path in paths if any(fnmatchcase(entry.path, f"{path}/*") for entry in self.entries)]

    def programs(self, folder: str, signatures: tuple[bytes, ...]) -> Iterator[tuple[str, bool]]:
        """What lies directly in the folder."""
        for entry in self.entries:
            if entry.path.rpartition("/")[0] == folder:
                yield entry.path, any(sign in (entry.text or "").encode() for sign in signatures)

    def names(self, folder: str) -> Iterator[str]:
        """The names below the folder."""
        top = f"{folder.rstrip('/')}/"
        return (entry.path.rpartition("/")[2] for entry in self.entries if entry.path.startswith(top))
