"""Finding entries of an image's file system by patterns."""

import re

from grader.engine.filesystem import Entry, ImageFiles
from grader.evidence import FileEntry, ImageFilesFact

MAX_ENTRIES = 50
MAX_TEXT_BYTES = 1_000_000
USERS_FILE = "/etc/passwd"
_WILDCARD = re.compile(r"[*?]")


def find_files(files: ImageFiles, patterns: tuple[str, ...], *, texts: bool) -> ImageFilesFact:
    """The entries that match each pattern."""
    names = _user_names(files.text(USERS_FILE) or "")
    return ImageFilesFact(tuple(tuple(_matches(files, pattern, names, texts)) for pattern in patterns))


def _matches(files: ImageFiles, pattern: str, names: dict[int, str], texts: bool) -> list[FileEntry]:  # noqa: FBT001
    wildcard = _WILDCARD.search(pattern)
    if wildcard is None:
        entry = files.entry(pattern)
        text = files.text(pattern, MAX_TEXT_BYTES) if texts and entry and entry.kind == "file" else None
        return [_fact(entry, names, text)] if entry else []
    folder = pattern[: wildcard.start()].rpartition("/")[0]
    expression = _expression(pattern)
    found: list[FileEntry] = []
    for entry in files.below(folder or "/"):
        if expression.fullmatch(entry.path):
            found.append(_fact(entry, names, None))
        if len(found) == MAX_ENTRIES:
            break
    return found


def _expression(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    meaning = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meaning.get(part, re.escape(part)) for part in parts), re.DOTALL)


def _fact(entry: Entry, names: dict[int, str], text: str | None) -> FileEntry:
    owner = names.get(entry.user, str(entry.user))
    return FileEntry(entry.path, entry.kind, entry.size, entry.mode, owner, entry.target, text)


def _user_names(passwd: str) -> dict[int, str]:
    names: dict[int, str] = {}
    for line in passwd.splitlines():
        fields = line.split(":")
        if len(fields) > 2 and fields[2].isdigit():
            names.setdefault(int(fields[2]), fields[0])
    return names
