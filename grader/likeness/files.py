"""The learner's files of one submission: hostile data, found with limits, and read with a cap."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from grader.bench.given import Learners
from grader.bench.reading import UnusableFileError, read_file
from grader.dockerfile.wildcards import TooMuchWorkError

MAX_FILE_BYTES = 100_000
MAX_BYTES = 400_000
"""Of all files together, but for the Dockerfile."""
MAX_FILES = 50
MAX_ENTRIES = 2_000
_JUNK = frozenset({".git", ".venv", "__pycache__", "node_modules", "venv"})


def learners_files(folder: Path, learner: tuple[str, ...]) -> list[str]:
    """The paths of the learner's files, those that lie highest first, as far as the limits allow."""
    learners = Learners(learner)
    try:
        found = list(_files(folder, learners))
    except TooMuchWorkError:
        found = []
    return sorted(found, key=lambda path: (path.count("/"), path))[:MAX_FILES]


def _files(folder: Path, learners: Learners) -> Iterator[str]:
    waiting, left = [""], MAX_ENTRIES
    while waiting:
        below = waiting.pop(0)
        try:
            names = sorted(os.scandir(folder / below), key=lambda entry: entry.name)[:left]
        except OSError:
            continue
        left -= len(names)
        for entry in names:
            path = below + entry.name
            if entry.is_file(follow_symlinks=False) and learners.have(path):
                yield path
            elif entry.is_dir(follow_symlinks=False) and entry.name not in _JUNK:
                waiting += [f"{path}/"] if learners.may_have_below(path) else []


def lines_of(folder: Path, path: str, left: int) -> tuple[list[str], int]:
    """The lines of a file that say something, and how many bytes may still be read.

    What is no text has its digest as its only line.
    """
    try:
        content = read_file(folder, path, min(MAX_FILE_BYTES, max(left, 0)))
    except UnusableFileError:
        return ["(not read)"], left
    if b"\0" in content:
        return [f"(sha256 {hashlib.sha256(content).hexdigest()})"], left - len(content)
    text = content.decode("utf-8", "replace")
    if path.endswith(".dockerignore"):
        return _patterns(text), left - len(content)
    return _said(text), left - len(content)


def _said(text: str) -> list[str]:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line and not line.startswith(("#", "//"))]


def _patterns(text: str) -> list[str]:
    """The lines of an ignore file; their order counts only where one takes something back."""
    lines = [
        line.strip().removeprefix("/").rstrip("/") for line in text.splitlines() if not line.startswith("#")
    ]
    kept = [line for line in lines if line]
    return kept if any(line.startswith("!") for line in kept) else sorted(set(kept))
