"""What of the submission's folder `docker build` may send: the build context after the ignore file."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from grader.bench.probes import ignores_whatever
from grader.dockerfile.ignore import IgnoreFile
from grader.evidence import ContextFact, ContextPattern
from grader.text import one_line

MAX_ENTRIES = 100_000
MAX_PRESENT = 20


class TooManyFilesError(Exception):
    """The folder holds more entries than are looked at."""


def context_fact(
    folder: Path, ignore_name: str | None, ignore: IgnoreFile, patterns: tuple[str, ...]
) -> ContextFact:
    """The context's size, and what it holds of each pattern. Raises TooManyFilesError."""
    files = list(sent_files(folder, ignore))
    return ContextFact(
        sum(size for _, size in files),
        len(files),
        ignore_name,
        tuple(_pattern(pattern, [path for path, _ in files], ignore) for pattern in patterns),
    )


def _pattern(pattern: str, paths: list[str], ignore: IgnoreFile) -> ContextPattern:
    matcher = IgnoreFile(pattern)
    present = [path for path in paths if matcher.ignores(path)]
    folders = sorted({path.rpartition("/")[0] for path in paths if "/" in path})
    ignored = not present and ignores_whatever(ignore, pattern, folders)
    return ContextPattern(pattern, tuple(one_line(path, 200) for path in present[:MAX_PRESENT]), ignored)


def sent_files(folder: Path, ignore: IgnoreFile) -> Iterator[tuple[str, int]]:
    """Each regular file and link that is sent, with its size in bytes; links are not followed."""
    seen, waiting = 0, [""]
    while waiting:
        below = waiting.pop()
        for entry in _entries(folder / below):
            seen += 1
            if seen > MAX_ENTRIES:
                raise TooManyFilesError(f"the folder holds more than {MAX_ENTRIES} files")
            path = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if not ignore.ignores_all_below(path):
                    waiting.append(f"{path}/")
            elif not ignore.ignores(path):
                status = entry.stat(follow_symlinks=False)
                yield path, status.st_size if stat.S_ISREG(status.st_mode) else 0


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []
